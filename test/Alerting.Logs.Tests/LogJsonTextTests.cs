using System.Text;
using System.Text.Json;
using Alerting.Logs.Batches;

namespace Alerting.Logs.Tests;

/// <summary>Messages are unescaped as the JSON reader does it, wherever an escape stands.</summary>
public class LogJsonTextTests
{
    [Theory]
    [InlineData("\\\"")]
    [InlineData("\\\\")]
    [InlineData("\\n\\t")]
    [InlineData("\\u00e9")]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("é")]
    [InlineData("")]
    public void An_escape_is_found_at_any_place(string escape)
    {
        for (var before = 0; before < 40; before++)
        {
            for (var after = 0; after < 40; after++)
            {
                var json = $"\"{new string('a', before)}{escape}{new string('b', after)}\"";
                Unescaped(Encoding.UTF8.GetBytes(json[1..]), room: 200)
                    .ShouldBe(JsonElement.Parse(json).GetString());
            }
        }
    }

    [Fact]
    public void Text_that_does_not_fit_is_refused()
    {
        for (var room = 0; room < 40; room++)
        {
            Unescaped(Encoding.UTF8.GetBytes(new string('a', 40) + "\""), room).ShouldBeNull();
        }

        Unescaped(Encoding.UTF8.GetBytes(new string('a', 40) + "\""), room: 40).ShouldBe(new string('a', 40));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no quote")]
    [InlineData("no quote in more than sixteen bytes")]
    [InlineData("ends in an escape \\")]
    public void Text_without_its_quote_is_refused(string text) =>
        Unescaped(Encoding.UTF8.GetBytes(text), room: 200).ShouldBeNull();

    private static string? Unescaped(byte[] source, int room)
    {
        var target = new byte[room];
        return LogJsonText.TryUnescape(source, target, out var used, out var written) && used == source.Length
            ? Encoding.UTF8.GetString(target.AsSpan(0, written))
            : null;
    }
}
