using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>How programs write of errors in German, French, Italian, Spanish, Portuguese, Dutch and Russian.</summary>
internal static class ForeignErrors
{
    /// <summary>A byte-wise comparison ignores the case of ASCII only.</summary>
    public const string Words =
        "fehler fehlgeschlagen erreur erreurs échec Échec échoué errore errori fallito fallita errores falló fallido " +
        "erro erros falha falhou fout fouten mislukt ошибка Ошибка ОШИБКА";

    /// <summary>
    /// "Error" as a level, also in Dutch, Swedish, Polish, Czech, Turkish, Japanese, Chinese and Korean.
    /// </summary>
    public const string Levels =
        "fehler erreur errore ошибка Ошибка ОШИБКА fout fel hata chyba błąd Błąd BŁĄD エラー 致命的なエラー 错误 錯誤 오류";

    public const string LesserLevels = "warnung avertissement hinweis";

    /// <summary>After an error: it is over.</summary>
    public const string Resolved =
        "behoben corrigée corrigées resuelto resueltos risolto risolti resolvido resolvidos opgelost";

    private static readonly ByteWordSet Nouns =
        new(ignoreCase: true, "erreur erreurs errori errores erros fehler fouten");

    private static readonly ByteWordSet Of = new(ignoreCase: true, "d de des di degli dos von van");

    private static readonly byte[][] NoneThere =
        [[.. "no hay "u8], [.. "No hay "u8], [.. "on ci sono "u8], [.. "ão há "u8], [.. "o se encontraron "u8]];

    /// <summary>
    /// A noun that names a thing, <c>gestionnaire d'erreurs</c>, or one that the sentence denies, <c>no hay errores</c>.
    /// </summary>
    /// <param name="text">The text before the word.</param>
    /// <param name="before">The word before it.</param>
    /// <param name="word">The word.</param>
    public static bool IsNone(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> word) =>
        Nouns.Contains(word) && (Of.Contains(before) || EndsWithNone(text));

    private static bool EndsWithNone(ReadOnlySpan<byte> text)
    {
        foreach (var phrase in NoneThere)
        {
            if (text.EndsWith(phrase))
            {
                return true;
            }
        }

        return false;
    }
}
