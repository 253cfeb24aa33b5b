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

    /// <summary>Ends of file names and of fields, which are more common in logs than sites with two labels.</summary>
    private const string Files = "cc email events id md name network pl ps py report rs services sh so stream";

    private static readonly FrozenSet<string> All = Set(Countries + " " + Others);
    private static readonly FrozenSet<string> AlsoFiles = Set(Files);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        All.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FileLookup =
        AlsoFiles.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="name">In lower case, with plain dots.</param>
    /// <param name="mayBeFile">Whether nothing around it says that it is an address.</param>
    public static bool IsAddress(ReadOnlySpan<char> name, bool mayBeFile)
    {
        if (name.StartsWith("www.", StringComparison.Ordinal))
            return true;
        var dot = name.LastIndexOf('.');
        var last = name[(dot + 1)..];
        if (mayBeFile && name.IndexOf('.') == dot && FileLookup.Contains(last))
            return false;
        return Lookup.Contains(last) || last.StartsWith("xn--", StringComparison.Ordinal)
            || (last.Length > 1 && last.ContainsAnyExceptInRange('\0', '\u007f') && !last.ContainsAnyInRange('0', '9'));
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
