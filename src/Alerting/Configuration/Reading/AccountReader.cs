using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>accounts:</c>, a name or a mapping for each account number.</summary>
internal static class AccountReader
{
    public static Dictionary<string, Account> Read(Section file, Report report)
    {
        var accounts = new Dictionary<string, Account>(StringComparer.Ordinal);
        foreach (var (number, node) in NamedSections.Of(file, "accounts", report))
        {
            if (!IsNumber(number.Text))
                report.Error(number.Place, Finding.OfValue(AccountErrors.NotANumber(number.Text)));
            else if (number.IsPlain)
                report.Note(number.Place, AccountErrors.WithoutQuotes(number.Text));
            if (One(number.Text, node, report) is { } account)
                accounts[number.Text] = account;
        }
        return accounts;
    }

    private static Account? One(string number, Node node, Report report)
    {
        if (node is TextNode text)
            return Name(number, report.Text(text, $"accounts.{number}").Trim(), node.Place, report);
        if (Section.Open(node, Keys.Account, report) is not { } section)
            return null;
        var most = section.Severity("severity_at_most");
        if (section.Text("name") is { } name)
        {
            var account = Name(number, name.Text, name.Place, report);
            return account is null ? null : account with { SeverityAtMost = most };
        }
        if (section.Find("name") is null)
            section.Missing($"Account {number}", "name", "name: prod");
        return null;
    }

    private static Account? Name(string number, string name, Place place, Report report)
    {
        if (name.Length > 0 && AccountErrors.IsName(name))
            return new Account(name);
        report.Error(place, name.Length == 0
            ? ConfigErrors.Missing($"Account {number}", "name", $"\"{number}\": prod")
            : AccountErrors.NotAName(name));
        return null;
    }

    private static bool IsNumber(string text) =>
        text.Length == AccountErrors.Digits && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
