namespace Alerting.Configuration;

/// <summary>Every error and note about <c>accounts:</c>.</summary>
internal static class AccountErrors
{
    public const int Digits = 12;

    private const int LongestName = 40;

    /// <summary>A number without its quotes may have lost its leading zeros in another tool.</summary>
    public static string NotANumber(string text)
    {
        var bare = string.Concat(text.Split('-', ' '));
        if (bare.Length == 0 || bare.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return ConfigErrors.IsNot(text, "an account number",
                "Write its 12 digits in quotes, such as \"123456789012\".");
        }
        if (bare.Length == Digits)
            return ConfigErrors.IsNot(text, "an account number", $"Did you mean \"{bare}\"?");
        var count = bare.Length == 1 ? "1 digit" : $"{bare.Length} digits";
        return $"\"{text}\" is not an account number: it has {count}, not 12." +
            (bare.Length < Digits ? $" If zeros are missing in front, write \"{bare.PadLeft(Digits, '0')}\"." : "");
    }

    public static Finding WithoutQuotes(string number) => new(nameof(WithoutQuotes),
        $"Without quotes, other YAML tools read {number} as a number and may change it. Write \"{number}\".");

    public static Finding NotAName(string text) => new(nameof(NotAName),
        ConfigErrors.IsNot(text, "a name of an account",
        $"Write one line of at most {LongestName} characters, such as prod."));

    public static bool IsName(string text) => text.Length <= LongestName && !text.Any(char.IsControl);
}
