using System.Collections.Frozen;

namespace Alerting.Notifications;

/// <summary>Whether phones and chats take a name with dots for a web address.</summary>
/// <remarks>The country codes and the common others of https://data.iana.org/TLD/tlds-alpha-by-domain.txt.</remarks>
internal static class TopLevelDomains
{
    private const string Countries =
        "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz " +
        "ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk " +
        "fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq " +
        "ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh " +
        "mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk " +
        "pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz " +
        "tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm " +
        "zw";

    private const string Others =
        "com net org edu gov mil int info biz name pro mobi jobs travel museum coop aero asia cat tel post arpa " +
        "xxx academy accountant ads agency amazon app art auction auto autos aws bank beauty best bet bid bike " +
        "bio blog boats bond boutique builders business buzz cafe cam camera camp capital car cards care careers " +
        "cars casa cash casino center charity chat cheap church city claims cleaning click clinic clothing cloud " +
        "club codes coffee college community company computer condos consulting contact contractors cool country " +
        "coupons courses credit creditcard cruises dad dance date dating day deals degree delivery dental design " +
        "dev diamonds diet digital direct directory discount doctor dog domains download earth education email " +
        "energy engineer engineering enterprises equipment esq estate events example exchange expert exposed " +
        "express fail faith family fans farm fashion finance financial fish fishing fit fitness flights florist " +
        "flowers football forex forsale foundation fun fund furniture futbol fyi gallery game games garden gay " +
        "gift gifts gives glass global gmbh gold golf google graphics gratis green gripe group guide guitars guru " +
        "hair haus health healthcare help hiphop hockey holdings holiday homes horse hospital hosting house how " +
        "icu immo inc industries ink institute insurance insure international investments jetzt jewelry juegos " +
        "kaufen kim kitchen kiwi land law lawyer lease legal lgbt life lighting limited limo link live living llc " +
        "loan loans locker lol london lotto love ltd ltda luxe luxury makeup management marketing markets mba " +
        "media meme memorial men menu microsoft moe mom money monster mortgage mov movie navy network new news " +
        "ngo ninja nyc one ong onion onl online ooo organic page paris partners parts party pet phd phone photo " +
        "photography photos pics pictures pink pizza place plumbing plus poker porn press productions prof promo " +
        "properties property pub qpon quest racing realty recipes red rehab reise reisen rent rentals repair " +
        "report republican rest restaurant review reviews rich rip rocks rodeo sale salon sarl sbs school schule " +
        "science select services sex sexy shoes shop shopping show singles site ski skin soccer social software " +
        "solar solutions space spot sport storage store stream studio study style sucks supplies supply support " +
        "surf surgery swiss systems tattoo tax taxi team tech technology tennis test theater tickets tips tires " +
        "tirol today tokyo tools top tours town toys trade trading training tube university uno vacations vegas " +
        "ventures vet viajes video villas vin vip vision vodka vote voting voyage wales wang watch webcam website " +
        "wedding wien wiki win wine work works world wtf xyz yachts yoga zip zone";

    /// <summary>Ends of methods and of fields, which count only in an address or after two other labels.</summary>
    private const string Words =
        "airforce bar bot box broker build call cern channel church cpa data eat fan fast feedback fire fly foo " +
        "forum free hot host invest joy lat locus market moda mtn now off open observer passagens play " +
        "protection read room run safe safety save search secure security select shell silk sky smile song star talk " +
        "theatre total trust tunes voto watches weather weber wow zero";

    /// <summary>Ends of file names and of fields, which are more common in logs than sites with two labels.</summary>
    private const string Files = "cc events md name pl ps py report rs sh so stream";

    /// <summary>Where names of metrics, attributes and namespaces begin: <c>system.disk.io</c>.</summary>
    private const string Namespaces =
        "ado app asp aws azure client cloud code container db device dns enduser error event exception faas file gcp " +
        "graphql host http jvm k8s kafka kubernetes log messaging metric microsoft ml net network node order otel " +
        "peer process request resource response rpc server service session socket source span system telemetry " +
        "thread trace url user vb vcs";

    /// <summary>Country codes that are also fields and words.</summary>
    private const string Fields = "am as at be by cc do id in io is it md me my no so to us";

    /// <summary>Never fields, nor the start of a sentence.</summary>
    private const string Sites =
        "com org net edu gov mil info biz xyz top site online shop app dev icu club website click link live";

    /// <summary>Frameworks that end like a site.</summary>
    private const string Frameworks = "system.net asp.net ado.net vb.net ml.net";

    private static readonly FrozenSet<string> Common = Set(Countries + " " + Others);
    private static readonly FrozenSet<string> AllWords = Set(Words);
    private static readonly FrozenSet<string> AlsoFiles = Set(Files);
    private static readonly FrozenSet<string> AllNamespaces = Set(Namespaces);
    private static readonly FrozenSet<string> AllFrameworks = Set(Frameworks);

    /// <summary>Ends that may be fields and sentences.</summary>
    private static readonly FrozenSet<string> AlsoFields = Set(
        $"{Fields} {Words} {string.Join(' ', Others.Split(' ').Except(Sites.Split(' ')))}");

    /// <summary>Where names of Java's packages begin, the other way round than hosts.</summary>
    private static readonly FrozenSet<string> Packages = Set("com org net io java javax jakarta kotlin scala");

    /// <param name="name">In lower case, with plain dots.</param>
    /// <param name="isMarked">Whether what is around it says that it is an address.</param>
    /// <param name="isCall">Whether arguments follow.</param>
    /// <param name="isCapitalized">Whether its last label is, as the start of a sentence.</param>
    public static bool IsAddress(string name, bool isMarked, bool isCall, bool isCapitalized)
    {
        if (name.StartsWith("www.", StringComparison.Ordinal))
            return true;
        var dot = name.LastIndexOf('.');
        var last = name[(dot + 1)..];
        if (!isMarked && IsOrdinary(name, isCall, isCapitalized))
            return false;
        return Common.Contains(last) || AllWords.Contains(last) || last.StartsWith("xn--", StringComparison.Ordinal)
            || (last.Length > 1 && last.Any(c => !char.IsAscii(c)) && !last.Any(char.IsAsciiDigit));
    }

    private static bool IsOrdinary(string name, bool isCall, bool isCapitalized)
    {
        var first = name[..name.IndexOf('.', StringComparison.Ordinal)];
        var last = name[(name.LastIndexOf('.') + 1)..];
        var hasTwo = first.Length + last.Length + 1 == name.Length;
        return (hasTwo && (AlsoFiles.Contains(last) || AllWords.Contains(last)))
            || (AllWords.Contains(last) && (isCall || Packages.Contains(first)))
            || (AlsoFields.Contains(last) && (isCapitalized || AllNamespaces.Contains(first)))
            || AllFrameworks.Contains(name) || name.StartsWith("system.net.", StringComparison.Ordinal);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
