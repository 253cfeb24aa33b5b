namespace Alerting.Configuration;

/// <summary>Every error and note about a configuration as text: its YAML, placeholders and sources.</summary>
internal static class SyntaxErrors
{
    public static Finding BadEscape => new(nameof(BadEscape),
        "This backslash is not a valid YAML escape. Write \\\\, or put the text in single quotes.");
    public static Finding BarePlaceholder => new(nameof(BarePlaceholder),
        "A placeholder inside brackets or braces needs quotes. Write \"${NAME}\".");
    public static Finding Empty => new(nameof(Empty),
        "The configuration is empty. It needs at least receivers and routes.");
    public static Finding KeyNotText => new(nameof(KeyNotText), "A key must be text, not a list or a mapping.");
    public static Finding MergeNotAMapping => new(nameof(MergeNotAMapping),
        "\"<<\" can only merge a mapping. Write <<: *name, with &name in front of that mapping.");
    public static Finding NeedsQuotes => new(nameof(NeedsQuotes),
        "Text cannot begin with this character. Put the text in quotes.");
    public static Finding NoColon => new(nameof(NoColon),
        "A colon is missing after a key on this line or above. Write key: value.");
    public static Finding NoItem => new(nameof(NoItem),
        "This line is not an item of the list above. Begin each item with \"- \", in the same column.");
    public static Finding NoKey => new(nameof(NoKey),
        "This line does not fit the lines above. Align the keys of a mapping in one column, and close all brackets " +
        "and quotes.");
    public static Finding OpenBracket => new(nameof(OpenBracket),
        "A bracket or brace before this point is not closed, or a comma is missing.");
    public static Finding OpenQuote => new(nameof(OpenQuote),
        "This quoted text is not closed. Add the closing quote.");
    public static Finding SecondColon => new(nameof(SecondColon),
        "This line has a second \": \". Put the text that contains it in quotes, or begin a new line.");
    public static Finding SecondDocument => new(nameof(SecondDocument),
        "A second YAML document begins here. Remove the \"---\".");
    public static Finding Tab => new(nameof(Tab), "This line is indented with a tab. Use spaces.");
    public static Finding TooDeep => new(nameof(TooDeep),
        "The configuration is nested too deeply. The limit is 50 levels.");
    public static Finding TooLarge => new(nameof(TooLarge),
        "The configuration is too large. The limit is 1,000,000 characters and 100,000 values, with aliases expanded.");

    private static readonly Finding[] OwnYamlErrors = [NoKey, SecondDocument, TooDeep, TooLarge];

    /// <summary>The finding whose text a YAML exception carries; null for the parser's own words.</summary>
    public static Finding? OwnOf(string message) => Array.Find(OwnYamlErrors, own => own.Text == message)
        ?? (message.StartsWith("Unknown alias *", StringComparison.Ordinal)
            ? new Finding(nameof(UnknownAnchor), message) : null);

    public static Finding NotYaml(string message) => new(nameof(NotYaml),
        $"This is not valid YAML: {char.ToLowerInvariant(message[0])}{message[1..].TrimEnd('.')}.");

    public static Finding Tag(string tag) => new(nameof(Tag), $"The tag {tag} is not supported. Remove it.");

    public static Finding UnknownAnchor(string name) => new(nameof(UnknownAnchor),
        $"Unknown alias *{name}. Define it above with &{name}.");

    public static Finding DuplicateKey(string key, int firstLine) => new(nameof(DuplicateKey),
        $"Duplicate key \"{key}\". It is already set on line {firstLine}.");

    public static Finding OpenPlaceholder => new(nameof(OpenPlaceholder),
        "This placeholder is not closed. Write ${NAME}, ${NAME:-default} or ${ssm:/name}. For a literal ${, write $${.");
    public static Finding SecretInName => new(nameof(SecretInName),
        "A parameter name cannot contain ${ssm:…}. Write the name, or take it from a variable with ${NAME}.");

    public static Finding BadPlaceholder(string name) => new(nameof(BadPlaceholder),
        $"\"${{{name}\" is not a placeholder. Write ${{NAME}} (letters, digits and _), ${{NAME:-default}} or " +
        $"${{ssm:/name}}.");

    public static Finding BadParameter(string name) => new(nameof(BadParameter),
        $"\"{name}\" is not a Parameter Store name. Remove spaces and braces.");

    public static Finding SecretNotHere(string key) => new(nameof(SecretNotHere),
        $"${{ssm:…}} cannot be used in {key}. It works only in the channels of receivers and people, in url and " +
        "headers of checks, in ical and in smtp.");

    public static Finding ParameterWithoutSlash(string name) => new(nameof(ParameterWithoutSlash),
        $"A parameter name with a path begins with a slash. Write ${{ssm:/{name}}}.");

    public static Finding InTwoSources(string key, string section, string first) => new(nameof(InTwoSources),
        $"{(section.Length == 0 ? key : $"\"{key}\" in {section}")} is written on {first} too. Keep one of them.");

    public static Finding EmptySource => new(nameof(EmptySource),
        "This source is empty. Write keys into it, or leave it out.");
}
