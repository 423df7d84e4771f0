/**
 * Runs programs nobody trusts: probes what the machine offers to confine them, and judges a program
 * by tests that run in a process of their own. Start at {@link
 * dev.collabgraph.suite.sandbox.Sandbox}.
 */
package dev.collabgraph.suite.sandbox;
