package org.modelc.c;

import java.util.HashSet;
import java.util.Set;

/** Hands out C identifiers that are unique in one scope and neither keywords nor names that a compiler or header may define as macros. */
final class Identifiers {
  private static final Set<String> RESERVED = Set.of((
      // C99, C11, C23
      "auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return "
      + "short signed sizeof static struct switch typedef union unsigned void volatile while alignas alignof bool constexpr false nullptr "
      + "static_assert thread_local true typeof typeof_unqual "
      // C++17 and 20
      + "and and_eq asm bitand bitor catch class compl concept const_cast consteval constinit co_await co_return co_yield decltype delete "
      + "dynamic_cast explicit export friend mutable namespace new noexcept not not_eq operator or or_eq private protected public "
      + "reinterpret_cast requires static_cast template this throw try typeid typename using virtual wchar_t char8_t char16_t char32_t "
      + "xor xor_eq "
      // macros and keywords of compilers and headers in lower case
      + "unix linux i386 mips sparc sun vax arm far near huge interrupt errno assert offsetof signbit fpclassify isfinite isinf isnan "
      + "isnormal isgreater isless math_errhandling stdin stdout stderr main "
      // names that the generated functions use themselves
      + "arena band part rows differences k").split(" "));

  private final Set<String> taken;

  /** @param reserved further names that are never handed out */
  Identifiers(String... reserved) {
    this.taken = new HashSet<>(RESERVED);
    this.taken.addAll(Set.of(reserved));
  }

  /** {@code wanted}, or {@code wanted} with the first free number behind it. */
  String unique(String wanted) {
    String candidate = wanted;
    for (int suffix = 2; !taken.add(candidate); suffix++) {
      candidate = wanted + "_" + suffix;
    }
    return candidate;
  }
}
