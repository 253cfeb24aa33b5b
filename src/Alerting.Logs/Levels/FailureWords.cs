using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>The words by which <see cref="WarningWords"/> judges a line without a level.</summary>
internal static class FailureWords
{
    /// <summary>One look-up per word: what it suggests alone, and whether a phrase may begin with it.</summary>
    public static readonly ByteWordMap<WordKind> Kinds = new(ignoreCase: true,
        (WordKind.Alarming,
            "errors exceptions fail failed failure failures failing panic refused denied timeout " +
            "unreachable unable cannot crash crashed aborted killed corrupt unavailable rejected deadlock " +
            "unauthorized severe critical overflow crashloopbackoff " +
            ForeignErrors.Words),
        (WordKind.Alarming | WordKind.Phrase,
            "error exception fatal segmentation segfault unrecoverable panicked corrupted"),
        (WordKind.Phrase,
            "ext4 core kernel oops bug general out stack double unhandled uncaught insufficient invoked oom memory " +
            "watchdog process application command runtime executable exec unbound syntax pure assertion buffer"),
        (WordKind.Announced, "alert emergency"),
        (WordKind.Crash,
            "outofmemoryerror addresssanitizer threadsanitizer memorysanitizer leaksanitizer stackoverflowerror " +
            "undefinedbehaviorsanitizer unhandledpromiserejection unhandledpromiserejectionwarning oomkilled"));

    public static readonly ByteWordSet Negations = new(ignoreCase: true,
        "0 no without zero not never any none if on handle handles handled handling ignore ignores ignored ignoring " +
        "catch catches catching previous skip skipping suppress suppressed retryable " +
        "ohne kein keine keinen sin ningún ninguna sans aucun aucune " +
        "senza nessun nessuna sem nenhum nenhuma zonder geen");

    /// <summary>After one of these they are looked for, counted or handled.</summary>
    public static readonly ByteWordSet BeforeNouns = new(ignoreCase: true, "for of from into table");

    /// <summary>Between a failure and what became of it: <c>the error was resolved</c></summary>
    public static readonly ByteWordSet Auxiliaries = new(ignoreCase: true, "is are was were has have been");

    public static readonly ByteWordSet Over = new(ignoreCase: true,
        "resolved fixed cleared recovered corrected handled ignored suppressed over gone");

    /// <summary>Plural forms, which stand for all of a kind.</summary>
    public static readonly ByteWordSet Nouns = new(ignoreCase: true, "errors exceptions failures");

    /// <summary>Before a noun, the noun decides: <c>fatal errors: 0</c></summary>
    public static readonly ByteWordSet Adjectives = new(ignoreCase: true, "fatal critical severe unrecoverable");

    /// <summary>With one of these the word names a thing, or the failure is over.</summary>
    public static readonly ByteWordSet Compounds = new(ignoreCase: true,
        "handler handlers handling page pages template templates budget budgets detector detection policy policies " +
        "path paths section sections reporting reporter tracker tracking log logs logger callback callbacks boundary " +
        "middleware recovery interceptor formatter listener listeners tolerance injection mode correction checking " +
        "threshold thresholds metric metrics dashboard counter counters fast over safe free resolved fixed cleared " +
        "recovered corrected handled ignored suppressed monitoring monitor simulator test tests hook hooks response " +
        "responses translation translations strategy settings config configuration enabled disabled documentation " +
        "bank banks list lists tier css registry button buttons sampling sampler notifier notifiers " +
        ForeignErrors.Resolved);
}
