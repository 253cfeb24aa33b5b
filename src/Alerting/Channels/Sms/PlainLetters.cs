namespace Alerting.Channels.Sms;

/// <summary>
/// Unicode's compatibility decompositions of accented letters, superscripts, fractions and ligatures. They are listed
/// here because .NET needs ICU to decompose, and the functions run without ICU.
/// </summary>
internal static class PlainLetters
{
    /// <summary>Each word is a plain letter followed by the letters it replaces.</summary>
    private const string Single =
        "(⁽₍ )⁾₎ +⁺₊ -⁻₋ 0⁰₀ 1¹₁ 2²₂ 3³₃ 4⁴₄ 5⁵₅ 6⁶₆ 7⁷₇ 8⁸₈ 9⁹₉ =⁼₌ AǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶÅ BḂḄḆ CĈĊḈ DḊḌḎḐḒ " +
        "EĔĖȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ FḞ GĜĠĢǦǴḠ HĤȞḢḤḦḨḪ IĨĬĮǏȈȊḬḮỈỊ JĴ KĶǨḰḲḴK LĹĻĽḶḸḺḼ MḾṀṂ NŅǸṄṆṈṊ " +
        "OŎƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ PṔṖ RŔŖȐȒṘṚṜṞ SŜṠṢṤṦṨ TṪṬṮṰ UŨŬŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ VṼṾ WŴẀẂẄẆẈ XẊẌ YŶȲẎỲỴỶỸ " +
        "ZẐẒẔ aªǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặₐ bḃḅḇ cċḉ dḋḍḏḑḓ eĕėȅȇȩḕḗḙḛḝẹẻẽếềểễệₑ fḟ gĝġǧǵḡ hĥȟḣḥḧḩḫẖₕ iĩĭǐȉȋḭḯỉịⁱ jĵǰ " +
        "kǩḱḳḵₖ lĺḷḹḻḽₗ mḿṁṃₘ nǹṅṇṉṋⁿₙ oºŏơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợₒ pṕṗₚ rŗȑȓṙṛṝṟ sŝſṡṣṥṧṩẛₛ tṫṭṯṱẗₜ " +
        "uũŭưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ wŵẁẃẅẇẉẘ xẋẍₓ yŷȳẏẙỳỵỷỹ zẑẓẕ ÆǢǼ ØǾ æǣǽ øǿ ΩΩ";

    /// <summary>Each word is a character followed by its spelling.</summary>
    private const string Several =
        "¼1/4 ½1/2 ¾3/4 ĲIJ ĳij ǄDZ ǅDz ǆdz ǇLJ ǈLj ǉlj ǊNJ ǋNj ǌnj ǱDZ ǲDz ǳdz ⅐1/7 ⅑1/9 ⅒1/10 ⅓1/3 ⅔2/3 ⅕1/5 ⅖2/5 " +
        "⅗3/5 ⅘4/5 ⅙1/6 ⅚5/6 ⅛1/8 ⅜3/8 ⅝5/8 ⅞7/8 ⅟1/ ﬀff ﬁfi ﬂfl ﬃffi ﬄffl ﬅst ﬆst ℃oC ℉oF №No ℡TEL ㎏kg ㎎mg ㎞km ㎜mm " +
        "㎝cm ㎡m2 ㎥m3 ㎐Hz ㎑kHz ㎒MHz ㎓GHz ㎅KB ㎆MB ㎇GB ㎧m/s ㎽mW ㎾kW ㎿MW ㏑ln ㏈dB ㏘p.m. ㏂a.m. ㏄cc ⅠI ⅡII ⅢIII ⅣIV ⅤV ⅥVI " +
        "ⅦVII ⅧVIII ⅨIX ⅩX ⅪXI ⅫXII ⅰi ⅱii ⅲiii ⅳiv ⅴv ⅵvi ⅶvii ⅷviii ⅸix ⅹx ⅺxi ⅻxii ①1 ②2 ③3 ④4 ⑤5 ⑥6 ⑦7 ⑧8 ⑨9 ⑩10 " +
        "⑪11 ⑫12 ⑬13 ⑭14 ⑮15 ⑯16 ⑰17 ⑱18 ⑲19 ⑳20 ⓪0 ‼!! ⁇?? ⁈?! ⁉!? ‥..";

    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';

    public static IEnumerable<KeyValuePair<char, string>> All =>
    [
        .. Single.Split(' ').SelectMany(word => word[1..].Select(letter => KeyValuePair.Create(letter, word[..1]))),
        .. Several.Split(' ').Select(word => KeyValuePair.Create(word[0], word[1..])),
        .. Enumerable.Range(FirstWide, LastWide - FirstWide + 1)
            .Select(wide => KeyValuePair.Create((char)wide, ((char)(wide - FirstWide + '!')).ToString())),
    ];
}
