package dev.collabgraph.suite.scoring;

/** A text that counts how often its characters are read: cost without a clock. */
public final class CountingText implements CharSequence {
  private final String text;
  private long reads;

  private CountingText(String text) {
    this.text = text;
  }

  public static CountingText repeated(String piece, int times) {
    return new CountingText(piece.repeat(times));
  }

  public long reads() {
    return reads;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    reads++;
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    reads += end - start;
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
