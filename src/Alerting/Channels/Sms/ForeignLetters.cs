using System.Text;

namespace Alerting.Channels.Sms;

/// <summary>Greek and Cyrillic letters in Latin, so that a name stays a name on a phone.</summary>
internal static class ForeignLetters
{
    private const char FirstGreek = 'α';
    private const char FirstCyrillic = 'а';

    private static readonly string[] Greek =
        "a,v,g,d,e,z,i,th,i,k,l,m,n,x,o,p,r,s,s,t,y,f,ch,ps,o,i,y,o,y,o".Split(',');

    private static readonly string[] Cyrillic =
        ("a,b,v,g,d,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya," +
        "e,yo,dj,g,ye,dz,i,yi,j,lj,nj,c,k,i,u,dz").Split(',');

    private static readonly Dictionary<char, string> GreekAccents = new()
        { ['ά'] = "a", ['έ'] = "e", ['ή'] = "i", ['ί'] = "i", ['ΐ'] = "i", ['ΰ'] = "y" };

    public static string? Find(Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        if (!lower.IsBmp || Spelling((char)lower.Value) is not { } spelling)
            return null;
        return lower == rune || spelling.Length == 0 ? spelling : char.ToUpperInvariant(spelling[0]) + spelling[1..];
    }

    private static string? Spelling(char letter) =>
        GreekAccents.TryGetValue(letter, out var accented) ? accented
        : letter - FirstGreek is var greek && greek >= 0 && greek < Greek.Length ? Greek[greek]
        : letter - FirstCyrillic is var cyrillic && cyrillic >= 0 && cyrillic < Cyrillic.Length ? Cyrillic[cyrillic]
        : null;
}
