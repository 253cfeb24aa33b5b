using Alerting.Redaction;

namespace Alerting.Tests.Redaction;

/// <summary>Secrets as log lines contain them, and lines that people need whole.</summary>
public class LogSecretsTests
{
    private const string Random = "aB3dE5gH7jK9mN1pQ3sT5vW7xY9zA2cD4fG6hJ8kL0nM2pR4tV6wX8yZ0bC2dF4gH6jK8mN0pR2tV4wX6yZ8a" +
        "B1cE3fH5jL7nP9rT1vX3zA5cE7gJ9lN1pR3tV5xZ7bD9fH1jL3nP5rT7vX9zB1dF3hJ5lN7pR9tV1xZ3";

    /// <summary>Each beginning of each service's tokens.</summary>
    public static TheoryData<string, string> Tokens()
    {
        var tokens = new TheoryData<string, string>();
        foreach (var row in TokenPrefixes.Table)
        {
            foreach (var prefix in row.Prefixes.Split(' '))
                tokens.Add(row.Service, prefix + Random[..Math.Max(row.AtLeast, 12)]);
        }
        return tokens;
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public void A_token_is_redacted_wherever_it_is(string service, string token)
    {
        foreach (var text in (string[])[$"request with {token} rejected", $"token={token}", $"\"{token}\"",
            $"({token}),", $"{{\"key\":\"{token}\"}}", $"'{token}'", $"see {token}.", $"ERROR q=%20{token}",
            $"body=%7B%22key%22%3A%22{token}%22%7D", $"q=%2520{token}%2520x"])
        {
            Redactor.BuiltIn.Apply(text).ShouldNotContain(token[^10..], Case.Sensitive, service);
        }
    }

    [Theory]
    [InlineData("exec: mysql -uroot -phunter2 -h db failed")]
    [InlineData("exec: [\"mysqldump\", \"-uroot\", \"-phunter2\", \"shop\"]")]
    [InlineData("mariadb -u root -p'hunter2' shop")]
    [InlineData("exec: tool -u bob -p hunter2 failed")]
    [InlineData("sshpass -p hunter2 ssh x failed")]
    [InlineData("sshpass -phunter2 scp a b")]
    [InlineData("+ redis-cli -h cache -a hunter2 ping")]
    [InlineData("docker login -u bob -p hunter2 registry.example.com")]
    [InlineData("mongodump --host db -u bob -p hunter2")]
    [InlineData("ldapsearch -x -D cn=admin -w hunter2 -b dc=example")]
    [InlineData("unzip -P hunter2 a.zip")]
    [InlineData("<Password>hunter2</Password>")]
    [InlineData("<wsse:Password Type=\"PasswordText\">hunter2</wsse:Password>")]
    [InlineData("CREATE USER 'bob'@'%' IDENTIFIED BY 'hunter2'")]
    [InlineData("ALTER USER bob IDENTIFIED WITH mysql_native_password BY 'hunter2';")]
    [InlineData("create user bob identified by hunter2")]
    [InlineData("ALTER ROLE bob WITH ENCRYPTED PASSWORD 'hunter2'")]
    [InlineData("{\"level\":\"error\",\"password\":98765432,\"msg\":\"x\"}", "98765432")]
    [InlineData("{\"passwords\":[\"hunter2\",\"hunter22\"]}")]
    [InlineData("{\"password\":[\"hunter2\"],\"msg\":\"x\"}")]
    [InlineData("{\"otp\":\"493021\",\"msg\":\"x\"}", "493021")]
    [InlineData("otp=493021 user=7", "493021")]
    [InlineData("{\"cvv\":\"737\"}", "737")]
    [InlineData("GET /callback?code=4/0AX4XfWhQ9mZ1bT7cV3nM5pR8sU2wY&state=xyz", "4/0AX4XfWhQ9mZ1bT7")]
    [InlineData("GET /invite?to=bob.smith%40example.com failed", "bob.smith")]
    [InlineData("mail to jörg@exämple.de bounced", "jörg")]
    [InlineData("the password is hunter2")]
    [InlineData("Password was hunter2!, please change it", "hunter2")]
    [InlineData("Passwort: hunter2")]
    [InlineData("Kennwort=hunter2")]
    [InlineData("contraseña: hunter2")]
    [InlineData("senha=hunter2")]
    [InlineData("wachtwoord: hunter2")]
    [InlineData("mot de passe: hunter2")]
    [InlineData("SQLSTATE[HY000]: PDO->__construct('mysql:host=db', 'app', 'hunter2')")]
    [InlineData("#1 /app/db.php(7): mysqli_connect('db', 'app', 'hunter2', 'shop')")]
    [InlineData("bob:$apr1$hRyF5Q8a$ZbT7QH2dB3n5kq1W3k8x1. rejected", "ZbT7QH2dB3n5")]
    [InlineData("hash $2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", "EixZaYVK1fsbw1")]
    [InlineData("root:$6$rounds=5000$usesomesillystri$D4IrlXatmP7rx3P3InaxBeoomnAihCKRVQAr:19000", "D4IrlXatmP7rx3P")]
    [InlineData("Bot MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWsd failed", "ZnCjm1XVW7v")]
    [InlineData("TOKEN aB3dE5gH7jK9mN.atlasv1.aB3dE5gH7jK9mN1pQ3sT5vW7xY9zA2cD4fG6hJ8kL0nM2pR4tV6wX8yZ0b", "sT5vW7xY9z")]
    [InlineData("mailchimp 0123456789abcdef0123456789abcdef-us12 rejected", "0123456789abcdef")]
    [InlineData("bot 123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc failed", "AAEhBOweik6")]
    [InlineData("Authorization%3A%20Bearer%20hunter2hunter2hunter2")]
    [InlineData("h=Authorization%3A+Bearer+hunter2hunter2hunter2&x=1")]
    [InlineData("h=Authorization%253A%2520Basic%2520aHVudGVyMjpodW50ZXIy", "aHVudGVyMjpodW50ZXIy")]
    [InlineData("ERROR q=%20AKIAQ3ZVTR7YH2KLM4PX", "Q3ZVTR7YH2KLM4PX")]
    [InlineData("next=postgres%3A%2F%2Fshop%3Ahunter2%40db-1%2Forders")]
    [InlineData("n=4111%201111%201111%201111", "1111%201111")]
    [InlineData("cmd=mysql%20--password%20hunter2%20shop")]
    [InlineData("hook=https%3A%2F%2Fhooks.slack.com%2Fservices%2FT0%2FB0%2Fhunter2")]
    [InlineData("b=eyJhbGciOiJIUzI1NiJ9%2EeyJzdWIiOiIxIn0%2Ehunter2")]
    [InlineData("m=the%20password%20is%20hunter2")]
    [InlineData("login failed with password Xk3hunter2")]
    [InlineData("passphrase Xk3hunter2 wrong")]
    [InlineData("PASSWORD\tXk3hunter2")]
    [InlineData("password -> hunter2")]
    [InlineData("password:: hunter2")]
    [InlineData("password：hunter2")]
    [InlineData("Passwort lautet hunter2")]
    [InlineData("le mot de passe est hunter2")]
    [InlineData("la contraseña es hunter2")]
    [InlineData("a senha é hunter2")]
    [InlineData("SET PASSWORD FOR 'bob'@'%' = 'hunter2'")]
    [InlineData("SET PASSWORD = PASSWORD('hunter2')")]
    [InlineData("api key 'Xk3hunter2' is invalid")]
    [InlineData("secret \"Xk3hunter2\" rejected")]
    [InlineData("sms failed: verification code: 493021", "493021")]
    [InlineData("mfa_code=493021", "493021")]
    [InlineData("openssl rsa -passin pass:hunter2 -in key")]
    [InlineData("pw=hunter2")]
    public void A_secret_of_any_form_is_redacted(string text, string secret = "hunter2")
    {
        var redacted = Redactor.BuiltIn.Apply(text);

        redacted.ShouldNotContain(secret);
        redacted.ShouldContain(Redactor.Mark);
        Redactor.BuiltIn.Apply(redacted).ShouldBe(redacted);
    }

    [Theory]
    [InlineData("deploy of 9fceb02d0ae598e95dc970b74767f19372d61af8 failed")]
    [InlineData("not authorized: arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf")]
    [InlineData("at 1704103200123456 late, tweet 1050118621198921728 gone")]
    [InlineData("prompt_tokens=123 total_tokens=456")]
    [InlineData("password changed: yes")]
    [InlineData("password is required")]
    [InlineData("the password is incorrect")]
    [InlineData("your password was reset")]
    [InlineData("password is too short (8 characters)")]
    [InlineData("token expired at 10:00")]
    [InlineData("Unexpected token < in JSON at position 0")]
    [InlineData("exit code=137, status code=503")]
    [InlineData("code=AccessDeniedException")]
    [InlineData("error code: ECONNREFUSED")]
    [InlineData("docker run -p 8080:80 shop")]
    [InlineData("mysql -u root -p shop")]
    [InlineData("ssh -p 2222 host")]
    [InlineData("ps -u root -p 1234 -o pid")]
    [InlineData("mkdir -p /var/lib/mysql")]
    [InlineData("redis-cli -p 6379 ping")]
    [InlineData("secret_manager_client_is_not_available_in_this_region_of_the_service")]
    [InlineData("key-value-store-of-the-shop-is-down-in-this-region")]
    [InlineData("sk-some-long-kebab-case-name-of-a-deployment")]
    [InlineData("npm_lifecycle_event_of_the_shop_is_not_set_here")]
    [InlineData("identified by its id, cost $5$ or $6")]
    [InlineData("user identified by session 17")]
    [InlineData("ratio 12:AA and 10:00:AA")]
    [InlineData("<passwordPolicy minLength=\"8\"/>")]
    [InlineData("pin 4 of chip 7, cvv check skipped")]
    [InlineData("https://example.com/search?code=de&lang=en")]
    [InlineData("100%40 of it")]
    [InlineData("GET /search?q=password%20reset%20failed&next=%2Forders%3Fid%3D17")]
    [InlineData("https%3A%2F%2Fexample.com%3A443%2Fa%3Fx%3D1%2B2")]
    [InlineData("disk 95%full, 20%20 of 50%ab+cd, %25d tokens, format %20s")]
    [InlineData("q=the%20password%20is%20incorrect%2C%20token%20expired")]
    [InlineData("n=4111-1111%2D1111-1112 t=1704103200123456%20late")]
    [InlineData("git@github.com:example/shop.git is unreachable")]
    [InlineData("user@1000.service failed")]
    [InlineData("Authorization: required")]
    [InlineData("password policy v2 changed, password db-1 lost")]
    [InlineData("Secret \"db-credentials-17\" not found")]
    [InlineData("secret 'orders' was created")]
    [InlineData("error code: 123456, exit code is 137")]
    [InlineData("pass=12 fail=3")]
    [InlineData("mot de passe est requis")]
    public void What_people_need_stays(string text) => Redactor.BuiltIn.Apply(text).ShouldBe(text);
}
