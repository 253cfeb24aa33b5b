using System.Text;
using Alerting.Logs;
using Alerting.Sources.Logs;

namespace Alerting.Tests.Sources.Logs;

/// <summary>
/// A secret's key looks like a logger, but stays in the message, so that the message can be redacted.
/// </summary>
public class SecretLogKeysTests
{
    [Theory]
    [InlineData("ERROR db_password: hunter2", "db_password: <*>")]
    [InlineData("ERROR apiKey: hunter2abc", "apiKey: <*>")]
    [InlineData("ERROR:password:hunter2", "password:<*>")]
    [InlineData("2026-01-31 10:00:00,123 ERROR [main] com.example.Store - dbPassword: hunter2", "dbPassword: <*>")]
    [InlineData("ERROR password_confirmation: hunter2", "password_confirmation: <*>")]
    [InlineData("ERROR payment.Store: lost", "lost")]
    public void The_key_of_a_secret_stays_with_it(string line, string template) =>
        new LogClassifier(SecretLogKeys.IsSecret).Classify(Encoding.UTF8.GetBytes(line)).Template.ShouldBe(template);
}
