namespace Alerting.Channels.Reading;

/// <summary>A payload as files to look at: text, HTML or indented JSON.</summary>
public static class PayloadFiles
{
    public static IReadOnlyList<(string Extension, string Text)> Of(Payload payload) => payload switch
    {
        EmailPayload mail => [("txt", $"Subject: {mail.Subject}\n\n{mail.Text}\n"), ("html", mail.Html)],
        TextPayload text => [("txt", text.Text + "\n")],
        _ => [("json", JsonPayload.Indented(payload) + "\n")],
    };
}
