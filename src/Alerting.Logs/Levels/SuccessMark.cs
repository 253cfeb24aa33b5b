namespace Alerting.Logs.Levels;

/// <summary>
/// The marks of test runners before the name of a test that passed. Such names speak of errors: <c>✓ throws an error</c>
/// </summary>
internal static class SuccessMark
{
    /// <summary>Jest and Mocha, TAP (<c>ok 17 - …</c>), Go, GoogleTest, and scripts.</summary>
    private static readonly byte[][] Marks =
    [
        [.. "✓ "u8], [.. "✔ "u8], [.. "√ "u8], [.. "✅ "u8], [.. "PASS "u8], [.. "PASSED "u8],
        [.. "--- PASS: "u8], [.. "[PASS] "u8], [.. "[       OK ] "u8],
    ];

    public static bool Starts(ReadOnlySpan<byte> message)
    {
        message = message.TrimStart(" \t"u8);
        if (message.IsEmpty || message[0] is not ((byte)'o' or (byte)'P' or (byte)'-' or (byte)'[' or (byte)0xE2))
        {
            return false;
        }

        if (message.StartsWith("ok "u8))
        {
            return message.Length > 3 && message[3] is >= (byte)'0' and <= (byte)'9';
        }

        foreach (var mark in Marks)
        {
            if (message.StartsWith(mark))
            {
                return true;
            }
        }

        return false;
    }
}
