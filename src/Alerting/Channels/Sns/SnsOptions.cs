using Alerting.Configuration;

namespace Alerting.Channels.Sns;

internal static class SnsOptions
{
    public static readonly ChannelOption Topic =
        new("topic", CheckTopic) { Sample = "arn:aws:sns:eu-west-1:123456789012:oncall" };

    public static ChannelOptions All { get; } =
        new("sns", "e-mail", "sns: arn:aws:sns:eu-west-1:123456789012:oncall", [Topic], [Topic]);

    private static string? CheckTopic(string text)
    {
        if (text.Split(':') is not
            ["arn", "aws" or ['a', 'w', 's', '-', ..], "sns", { Length: > 0 }, var account, { Length: > 0 } name]
            || account.Length != 12 || !account.All(char.IsAsciiDigit) || name.Contains(' ', StringComparison.Ordinal))
        {
            return ConfigErrors.IsNot(text, "an SNS topic ARN",
                "Write it in full, such as arn:aws:sns:eu-west-1:123456789012:oncall.");
        }
        // https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
        return text.EndsWith(".fifo", StringComparison.Ordinal)
            ? "A FIFO topic delivers only to SQS queues. Use a standard topic."
            : null;
    }
}
