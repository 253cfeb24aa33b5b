using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>
/// The word lists behind the rules for templates. They describe logs in general, not single programs.
/// </summary>
internal static class TemplateWords
{
    /// <summary>Before a host and its port.</summary>
    public static readonly ByteWordSet BeforeHost =
        new(ignoreCase: true, "to from at host server reach connect connecting via upstream peer broker endpoint");

    /// <summary>Words in dates, times and sizes, which belong to the number beside them.</summary>
    public static readonly ByteWordSet UnitsAndDateWords = new(ignoreCase: false,
        "Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday " +
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February March April June July August September " +
        "October November December AM PM UTC GMT CET CEST EET EEST EST EDT CST CDT MST MDT PST PDT BST IST JST " +
        "B KB MB GB TB PB kB KiB MiB GiB TiB");

    /// <summary>Units of a duration, which belong to the number before them.</summary>
    public static readonly ByteWordSet TimeUnits = new(ignoreCase: false,
        "ns us µs ms s sec secs second seconds m min mins minute minutes h hr hrs hour hours d day days nanoseconds " +
        "microseconds millis msec msecs millisecond milliseconds");

    /// <summary>Words before the number of a state or a failure, which stays.</summary>
    public static readonly ByteWordSet CodeWords =
        new(ignoreCase: true,
        "http errno sqlstate signal hresult ntstatus winerror sqlcode http/1.1 http/2 http/1.0");

    /// <summary>Before the status of a request that failed: <c>response 503</c>, <c>answered 404</c></summary>
    public static readonly ByteWordSet Answers =
        new(ignoreCase: true, "response responded answered returned replied received got");

    /// <summary>Behind it; after a count follows what was counted.</summary>
    public static readonly ByteWordSet AfterAnswer =
        new(ignoreCase: false, "from after on while when by at instead but");

    public static readonly ByteWordSet Weekdays = new(ignoreCase: false,
        "Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday");

    /// <summary>Before a weekday that is a time and no name.</summary>
    public static readonly ByteWordSet BeforeWeekday = new(ignoreCase: false,
        "on of at since until till by last next every this from before after expires");

    /// <summary>With "code" or "status" after one of these, a number stays.</summary>
    public static readonly ByteWordSet BeforeCode =
        new(ignoreCase: true, "exit error status return returned response result reason http with got");

    /// <summary>The systems whose error codes are these letters and a number.</summary>
    public static readonly ByteWordSet CodeFamilies = new(ignoreCase: false,
        "ORA TNS PLS SQL AH HHH MSB CS TS MY KB CVE WFLYSRV JBAS CWWKF CWWKE SRVE DSRA ERR ERROR BC FS NU");

    /// <summary>Names that contain a digit but do not identify one of many.</summary>
    public static readonly ByteWordSet NamesWithDigit = new(ignoreCase: true,
        "s3 ec2 v1 v2 v3 ipv4 ipv6 http2 oauth2 utf8 utf-8 md5 sha1 sha256 sha-256 x86 x64 x86_64 arm64 amd64 k8s " +
        "ssh2 base64 x509 log4j h2 h2c http/1.0 http/1.1 http/2 http/2.0 tls1.2 tls1.3 tlsv1.2 tlsv1.3 tcp4 tcp6 " +
        "udp4 udp6 socks4 socks5 i18n l10n b2b b2c p2p e2e 3d 2d oauth1 utf16 utf32 win32 win64 int32 int64 uint32 " +
        "uint64 float32 float64 vp8 mp3 mp4 log4net log4j2 slf4j db2 neo4j java8 python3 python2 es6");

    /// <summary>The values of these keys identify one of many, even if they are plain words.</summary>
    public static readonly ByteWordSet IdentityKeys = new(ignoreCase: true,
        "user username login account customer tenant client host hostname server node pod container device session " +
        "request trace span name id uid guid uuid email mail ip addr address path file filename url uri key token " +
        "pkg package bucket instance worker thread correlation ruser rhost owner actor subject principal " +
        "email_address who");

    /// <summary>These accounts exist on every system: root is part of the message, alice is a value.</summary>
    public static readonly ByteWordSet WellKnownAccounts = new(ignoreCase: true,
        "root admin administrator guest test nobody anonymous system postgres mysql oracle www-data daemon null none " +
        "true false");

    /// <summary>How logs write that a key has no value.</summary>
    public static readonly ByteWordSet EmptyValues = new(ignoreCase: true, "null none nil undefined nan n/a");

    /// <summary>After one of these and "user" a name follows.</summary>
    public static readonly ByteWordSet BeforeUser = new(ignoreCase: true, "for invalid illegal as by new unknown");

    /// <summary>
    /// Words after "invalid user" that are not a name. Anything else was typed by whoever tried to log in.
    /// </summary>
    public static readonly ByteWordSet AfterInvalidUser = new(ignoreCase: true,
        "from by is was has in on at with for or and name names id ids agent input data session request credentials " +
        "password");

    public static readonly ByteWordSet YesOrNo = new(ignoreCase: true, "true false yes no");

    /// <summary>The names of printed collections: <c>Set(a, b)</c>.</summary>
    public static readonly ByteWordSet Collections =
        new(ignoreCase: false, "Set List Map Vector Seq Array ArrayBuffer HashSet HashMap");

    /// <summary>After one of these and "for" a name follows.</summary>
    public static readonly ByteWordSet BeforeFor =
        new(ignoreCase: true, "password publickey none login keyboard-interactive failures");

    /// <summary>Words that are never a name.</summary>
    public static readonly ByteWordSet NeverNames = new(ignoreCase: true,
        "from by is was has have had not in on at does did to name names id with and or unknown request requests " +
        "data agent for account accounts input error errors does failed found exists already must can cannot could " +
        "will group the a an of session sessions user users interface closed logged login invalid illegal service " +
        "profile creation password permission permissions role roles token table query space defined mode level list " +
        "count limit quota cache store input registration authentication agent handler api info details object " +
        "settings preferences pool event events feed email address authorization access lookup update deletion " +
        "management module component interaction experience action actions type types identity");

    /// <summary>After "user" and a name comes one of these.</summary>
    public static readonly ByteWordSet AfterName = new(ignoreCase: true,
        "logged login logging not from has had is was cannot failed does did by with at on in could must may tried " +
        "attempted requested denied rejected locked unlocked exceeded already connected disconnected and for to as " +
        "authenticated exists missing unknown timed signed deleted created updated");

    public static readonly ByteWordSet FileExtensions = new(ignoreCase: true,
        "log txt json yaml yml xml properties conf cfg ini toml jar war class exe dll so py pyc js ts jsx tsx mjs cs " +
        "java go rs rb php cpp cc c h hpp gz zip tar tgz bz2 csv tsv parquet avro png jpg jpeg gif svg pdf html htm " +
        "css sql sh bat ps1 tmp bak lock pid sock key pem crt cer db sqlite dat bin img iso md doc docx xls xlsx mp3 " +
        "mp4 wav msi cab mum cat");

    /// <summary>
    /// A dotted name that starts with one of these is a package (a reversed domain name), not a host.
    /// </summary>
    public static readonly ByteWordSet PackageRoots =
        new(ignoreCase: false, "com org net io edu java javax jakarta android sun dev de uk");

    public static readonly ByteWordSet TopLevelDomains = new(ignoreCase: true,
        "com net org edu gov mil int info biz name app dev cloud online site xyz local internal localdomain lan home " +
        "corp arpa svc cluster intranet test example invalid");

    public static readonly ByteWordSet HttpMethods =
        new(ignoreCase: false, "GET POST PUT DELETE HEAD OPTIONS PATCH CONNECT TRACE PROPFIND");
}
