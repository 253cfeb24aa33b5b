namespace Alerting.Configuration.Values;

/// <param name="Parts">Literal texts and names of parameters.</param>
/// <param name="Unset">The variables that are not set.</param>
/// <param name="Errors">Malformed placeholders, by their offset in the text.</param>
internal sealed record Expansion(
    IReadOnlyList<SettingPart> Parts, IReadOnlyList<string> Unset, IReadOnlyList<(int Offset, Finding Finding)> Errors)
{
    public bool HasSecret
    {
        get
        {
            foreach (var part in Parts)
            {
                if (part.IsSecret)
                    return true;
            }
            return false;
        }
    }

    /// <summary>The expanded text. Valid only if no part is a secret.</summary>
    public string Text
    {
        get
        {
            if (Parts.Count == 1)
                return Parts[0].Text;
            var text = "";
            foreach (var part in Parts)
                text += part.Text;
            return text;
        }
    }
}
