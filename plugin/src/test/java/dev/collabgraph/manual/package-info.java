/**
 * Holds the manual against the project: its examples load, its goals, parameters and keys exist,
 * and its reference sections are what the code says.
 */
package dev.collabgraph.manual;
