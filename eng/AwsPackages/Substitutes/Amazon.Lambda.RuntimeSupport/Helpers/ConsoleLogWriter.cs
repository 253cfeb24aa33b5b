using System.Globalization;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// Replaces <see cref="Console.Out"/> or <see cref="Console.Error"/> while a function runs. Each line becomes a log
/// line; text without a line end is passed through.
/// </summary>
internal sealed class ConsoleLogWriter(Stream output, Action<string> log) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(buffer.Length)];
        output.Write(bytes, 0, Encoding.UTF8.GetBytes(buffer, bytes));
    }

    public override void WriteLine() => log(string.Empty);

    public override void WriteLine(string value) => log(value ?? string.Empty);

    public override void WriteLine(char value) => log(value.ToString());

    public override void WriteLine(char[] buffer) => log(new string(buffer));

    public override void WriteLine(char[] buffer, int index, int count) => log(new string(buffer, index, count));

    public override void WriteLine(ReadOnlySpan<char> buffer) => log(new string(buffer));

    public override void WriteLine(StringBuilder value) => log(value?.ToString() ?? string.Empty);

    public override void WriteLine(bool value) => log(value.ToString());

    public override void WriteLine(int value) => log(value.ToString(FormatProvider));

    public override void WriteLine(uint value) => log(value.ToString(FormatProvider));

    public override void WriteLine(long value) => log(value.ToString(FormatProvider));

    public override void WriteLine(ulong value) => log(value.ToString(FormatProvider));

    public override void WriteLine(float value) => log(value.ToString(FormatProvider));

    public override void WriteLine(double value) => log(value.ToString(FormatProvider));

    public override void WriteLine(decimal value) => log(value.ToString(FormatProvider));
}
