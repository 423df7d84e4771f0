/**
 * The goals. One Mojo per goal, thin: {@code EngineSettings} is the one class that turns POM
 * configuration into engine settings, everything else is done by the harness.
 */
package dev.collabgraph.maven;
