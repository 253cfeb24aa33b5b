using System.Collections.Frozen;

namespace Alerting.Redaction;

/// <summary>A service whose tokens begin alike.</summary>
/// <param name="Service">Who issues them.</param>
/// <param name="Prefixes">The beginnings, separated by spaces.</param>
/// <param name="AtLeast">How many characters must follow.</param>
/// <param name="Signs">The characters in them besides letters and digits.</param>
internal sealed record TokenPrefix(string Service, string Prefixes, int AtLeast, string Signs = "-_");

/// <summary>
/// Tokens that are recognised by their beginning. The facts are those of public detectors of secrets and of the
/// services' own pages.
/// </summary>
/// <remarks>
/// https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml,
/// https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns,
/// https://docs.gitlab.com/security/tokens/#token-prefixes
/// </remarks>
internal static class TokenPrefixes
{
    public static readonly TokenPrefix[] Table =
    [
        new("1Password", "ops_eyJ", 40), new("Adobe", "p8e-", 30), new("age", "AGE-SECRET-KEY-1", 40),
        new("Airtable", "pat", 72, "."), new("Alibaba Cloud", "LTAI", 16),
        new("Anthropic, OpenAI", "sk-", 24), new("Artifactory", "AKCp cmVmd", 50),
        new("Atlassian", "ATATT3 ATCTT3 ATBB", 24, "-_="), new("Buildkite", "bkua_", 32),
        new("CircleCI", "CCIPAT_ CCIPRJ_", 20), new("Clojars", "CLOJARS_", 40), new("Contentful", "CFPAT-", 32),
        new("Databricks", "dapi", 32), new("Deno Deploy", "ddp_ ddw_", 30),
        new("DigitalOcean", "dop_v1_ doo_v1_ dor_v1_", 32), new("Docker", "dckr_pat_ dckr_oat_", 20),
        new("Doppler", "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", 20, "-_."),
        new("Dropbox", "sl.B sl.u", 100), new("Duffel", "duffel_live_ duffel_test_", 30),
        new("Dynatrace", "dt0c01.", 24, "-_."), new("EasyPost", "EZAK EZTK", 40), new("Figma", "figd_ figu_", 30),
        new("Facebook", "EAAG EAAB EAAC EAAD EAAI EAAJ EAAM", 60), new("Firebase Messaging", "APA91b", 100),
        new("Flutterwave", "FLWSECK- FLWSECK_TEST-", 12), new("Fly.io", "fo1_ fm1_ fm2_", 30, "-_=/+"),
        new("Frame.io", "fio-u-", 40), new("GitHub", "ghp_ gho_ ghs_ ghu_ ghr_ github_pat_", 20),
        new("GitLab",
            "glpat- glrt- gldt- glcbt- glptt- glft- glsoat- glimt- glagent- gloas- glffct- glrtr- GR1348941", 16),
        new("Google", "AIza GOCSPX-", 20), new("Google OAuth", "ya29. 1//0", 20),
        new("Grafana", "glsa_ glc_", 24, "-_=+/"),
        new("Groq", "gsk_", 40), new("Harness", "pat.harness.", 20, "-_."), new("Heroku", "HRKU-", 30),
        new("Hugging Face", "hf_ api_org_", 30), new("Infracost", "ico-", 30),
        new("LangSmith", "lsv2_pt_ lsv2_sk_", 30),
        new("Linear", "lin_api_ lin_oauth_", 30), new("Mailgun", "key- pubkey-", 32), new("Netlify", "nfp_ nfc_", 30),
        new("New Relic", "NRAK- NRJS- NRII- NRRA- NRIQ-", 16), new("Notion", "secret_ ntn_", 40),
        new("npm", "npm_", 30),
        new("NuGet", "oy2", 43), new("OpenShift", "sha256~", 40), new("Perplexity", "pplx-", 40),
        new("Plaid", "access-sandbox- access-production- access-development-", 30),
        new("PlanetScale", "pscale_tkn_ pscale_pw_ pscale_oauth_", 30, "-_."), new("Postman", "PMAK-", 30),
        new("Prefect", "pnu_ pnb_", 30), new("Pulumi", "pul-", 32), new("PyPI", "pypi-AgE", 40),
        new("Razorpay", "rzp_live_ rzp_test_", 12), new("ReadMe", "rdme_", 40), new("Replicate", "r8_", 30),
        new("Resend", "re_", 30), new("RubyGems", "rubygems_", 40), new("Scalingo", "tk-us-", 40),
        new("Sendinblue", "xkeysib- xsmtpsib-", 40), new("Sentry", "sntrys_ sntryu_", 30, "-_=+/"),
        new("Shippo", "shippo_live_ shippo_test_", 30), new("Shopify", "shpat_ shpca_ shppa_ shpss_ shpit_", 30),
        new("Slack", "xoxb- xoxp- xoxa- xoxs- xoxr- xoxe- xoxc- xoxd- xapp- xwfp- xoxe.xoxb- xoxe.xoxp-", 10, "-_%"),
        new("Sourcegraph", "sgp_", 40), new("Square", "sq0csp- sq0atp- sq0idp- EAAAE", 20), new("Square", "EAAA", 50),
        new("Stripe", "sk_live_ sk_test_ rk_live_ rk_test_ whsec_ sk_org_", 10, "-_=+/"),
        new("Supabase", "sbp_ sb_secret_", 20), new("Tavily", "tvly-", 20), new("Twilio", "SK", 32),
        new("Twitter", "AAAAAAAAAAAAAAAAAAAAA", 30, "%"),
        new("Typeform", "tfp_", 40, "-_."), new("Vault", "hvs. hvb. hvr.", 20), new("Vercel", "vcp_ vci_", 20),
        new("xAI", "xai-", 60), new("Yandex", "AQVN y0_", 32),
    ];

    private static readonly FrozenDictionary<char, (string Prefix, TokenPrefix Row)[]> ByFirst = Table
        .SelectMany(row => row.Prefixes.Split(' ').Select(prefix => (Prefix: prefix, Row: row)))
        .OrderByDescending(entry => entry.Prefix.Length).GroupBy(entry => entry.Prefix[0])
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public static string FirstCharacters { get; } = string.Concat(ByFirst.Keys.Order());

    public static string[] All { get; } = [.. Table.SelectMany(row => row.Prefixes.Split(' '))];

    /// <summary>Redacts all of a token but its beginning, which says whose it was.</summary>
    public static bool Token(ref TextCursor text)
    {
        if (!text.IsWordStart(text.Position) || !ByFirst.TryGetValue(text[text.Position], out var entries))
            return false;
        foreach (var (prefix, row) in entries)
        {
            if (!text.StartsWith(prefix))
                continue;
            var start = text.Position + prefix.Length;
            var end = text.EndOf(start, row.Signs);
            while (end > start && text[end - 1] is '.' or '-')
                end--;
            if (end - start >= row.AtLeast && IsRandom(text.Between(start, end)))
                return text.RedactAfterPrefix(start, end);
        }
        return false;
    }

    /// <summary>Digits, or capitals among small letters: not the words of a name with dashes.</summary>
    private static bool IsRandom(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('0', '9')
        || (value.ContainsAnyInRange('a', 'z') && value.ContainsAnyInRange('A', 'Z'));
}
