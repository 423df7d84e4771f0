/** Writes what a search found: result.json (sealed), HTML, Markdown and the closing summary. */
package dev.collabgraph.report;
