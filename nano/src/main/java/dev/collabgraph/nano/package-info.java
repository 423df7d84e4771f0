/**
 * The nano family: three tiny neural models (resources {@code META-INF/collabgraph/models}, served
 * by provider type {@code gguf} as {@code nano:s}, {@code nano:m} and {@code nano:l}) and held-out
 * problems of the two kinds they were trained on.
 */
package dev.collabgraph.nano;
