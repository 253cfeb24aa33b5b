using System.Text;

namespace Alerting.Logs.Tests;

/// <summary>Failures with different causes stay apart, and equal ones together.</summary>
public class CauseTests
{
    private readonly LogClassifier _classifier = new(LogCases.IsSecretKey);

    [Theory]
    [InlineData("Java", "2026-01-31 10:00:00,123 ERROR [main] c.e.A - failed\njava.lang.RuntimeException: order 1\n\tat " +
        "com.example.A.run(A.java:10)\nCaused by: §: x\n\tat com.example.B.call(B.java:11)\n\t... 3 more",
        "java.sql.SQLException", "java.net.ConnectException")]
    [InlineData("Java, two causes", "java.lang.RuntimeException: order 1\n\tat com.example.A.run(A.java:10)\nCaused by: " +
        "java.io.IOException: y\n\tat com.example.B.call(B.java:11)\nCaused by: §: x\n\t... 3 more",
        "java.sql.SQLException", "java.net.ConnectException")]
    [InlineData("Node", "Error: order 1 failed\n    at pay (/app/pay.js:3:7) {\n  [cause]: §: x\n      at q (/app/q.js:1:1)\n}",
        "TypeError", "RangeError")]
    [InlineData(".NET", "System.InvalidOperationException: order 1\n ---> §: x\n   at Shop.Db.Get()\n   --- End of inner " +
        "exception stack trace ---\n   at Shop.Api.Get()", "System.TimeoutException", "System.Net.Sockets.SocketException")]
    [InlineData("Python", "Traceback (most recent call last):\n  File \"/app/a.py\", line 3, in a\n    x()\n§: k\n\nDuring " +
        "handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File " +
        "\"/app/a.py\", line 5, in a\n    y()\nValueError: order 1", "KeyError", "TimeoutError")]
    [InlineData("Python, cause", "Traceback (most recent call last):\n  File \"/app/a.py\", line 3, in a\n    x()\n§: k\n\nThe " +
        "above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File " +
        "\"/app/a.py\", line 5, in a\n    y()\nValueError: order 1", "KeyError", "redis.exceptions.ConnectionError")]
    [InlineData("component", "2026-01-31 10:00:00 ERROR [§] cannot connect to database", "payments", "mails")]
    [InlineData("code", "ERROR upstream answered HTTP §", "503", "404")]
    [InlineData("error", "{\"level\":\"error\",\"msg\":\"request failed\",\"error\":\"§: x\"}", "TimeoutError", "KeyError")]
    public void The_innermost_cause_belongs_to_the_kind(string kind, string text, string one, string other)
    {
        Fingerprint(text, one).ShouldNotBe(Fingerprint(text, other), kind);
        Fingerprint(text.Replace("order 1", "order 2"), one).ShouldBe(Fingerprint(text, one), kind);
    }

    [Theory]
    [InlineData("2026-01-31 10:00:00 ERROR [§] cannot connect to database", "main", "worker-9")]
    [InlineData("2026-01-31 10:00:00,123 ERROR [§] com.example.Store - lost", "payments", "mails")]
    [InlineData("ERROR took §", "12ms", "12.5 ms")]
    [InlineData("ERROR took §", "3 s", "250 ms")]
    [InlineData("ERROR cannot reach §", "localhost:5432", "db-1.internal:5432")]
    [InlineData("ERROR cannot connect to §", "redis:6379", "10.0.0.1:6379")]
    [InlineData("ERROR peer § gone", "::1", "fe80::1%eth0")]
    [InlineData("ERROR cert expires § 00:00:00 GMT", "Mon, 01 Jan 2024", "Tue, 02 Jan 2024")]
    [InlineData("ERROR role § denied", "arn:aws:iam::123456789012:role/a", "arn:aws:sts::210987654321:assumed-role/b/c")]
    [InlineData("ERROR User § not found", "alice", "bob")]
    [InlineData("ERROR login failed for user §", "alice", "bob17")]
    [InlineData("ERROR synchronized to §, stratum 3", "LOCAL(0)", "10.0.0.1")]
    [InlineData("ERROR § stopped", "com.example.shop.billing", "org.example.mail.outbox")]
    public void What_varies_does_not_change_the_kind(string text, string one, string other) =>
        Fingerprint(text, one).ShouldBe(Fingerprint(text, other));

    private LogFingerprint Fingerprint(string text, string part) =>
        _classifier.Classify(Encoding.UTF8.GetBytes(text.Replace("§", part))).Fingerprint;
}
