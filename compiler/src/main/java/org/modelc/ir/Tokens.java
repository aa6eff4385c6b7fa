package org.modelc.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of IR text as words, quoted names and punctuation. */
final class Tokens {
  private static final String WORD = "[\\w./+-]+";
  private static final Pattern TOKEN = Pattern.compile("\\s*(" + WORD + "|\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\](){},=:<>])");
  private static final Pattern WHOLE_WORD = Pattern.compile(WORD);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

  private final List<String> tokens = new ArrayList<>();
  private int next;

  Tokens(String line) {
    Matcher matcher = TOKEN.matcher(line);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!line.substring(end).isBlank()) {
      throw new IllegalArgumentException("unexpected `" + line.substring(end).strip() + "`");
    }
  }

  /** Whether a name needs no quotation marks. */
  static boolean isWord(String name) {
    return WHOLE_WORD.matcher(name).matches();
  }

  /** The name in quotation marks, on one line whatever it holds. */
  static String quote(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : name.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  boolean atEnd() {
    return next == tokens.size();
  }

  boolean peek(String token) {
    return !atEnd() && tokens.get(next).equals(token);
  }

  /** Steps over the next token if it is {@code token}. */
  boolean accept(String token) {
    boolean accepted = peek(token);
    next += accepted ? 1 : 0;
    return accepted;
  }

  void expect(String token) {
    if (!accept(token)) {
      throw new IllegalArgumentException("`" + token + "` expected, not `" + (atEnd() ? "end of line" : tokens.get(next)) + "`");
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw new IllegalArgumentException("unexpected `" + tokens.get(next) + "`");
    }
  }

  /** The next word or number. */
  String word() {
    if (atEnd() || !isWord(tokens.get(next))) {
      throw new IllegalArgumentException("a word is expected, not `" + (atEnd() ? "end of line" : tokens.get(next)) + "`");
    }
    return tokens.get(next++);
  }

  /** The next name, in quotation marks or not. */
  String name() {
    return !atEnd() && tokens.get(next).startsWith("\"") ? unquote(tokens.get(next++)) : word();
  }

  private static String unquote(String quoted) {
    return ESCAPE.matcher(quoted.substring(1, quoted.length() - 1)).replaceAll(match -> {
      boolean isCode = match.group(1) != null;
      return Matcher.quoteReplacement(isCode ? String.valueOf((char) Integer.parseInt(match.group(1), 16)) : match.group(2));
    });
  }
}
