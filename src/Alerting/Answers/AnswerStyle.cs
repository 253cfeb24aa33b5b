using System.Security.Cryptography;
using System.Text;

namespace Alerting.Answers;

/// <summary>The page's style, which its content security policy names by hash.</summary>
internal static class AnswerStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de;
          --card: #f6f8fa; --main: #0a5bc4; --on-main: #fff; --bad: #b3261e; --good: #1a6e35; }
        @media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --soft: #a3adb8;
          --line: #3d444d; --card: #161b22; --main: #58a6ff; --on-main: #0d1117; --bad: #ff8a80; --good: #6fdd8b; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 17px/1.45 system-ui, sans-serif; }
        main { max-width: 40rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.3rem; line-height: 1.25; margin: .3rem 0 .6rem; }
        h2 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
        p { margin: .3rem 0; }
        .soft { color: var(--soft); font-size: .92rem; }
        .status { border-left: .35rem solid var(--bad); background: var(--card); padding: .6rem .8rem; margin: .8rem 0; }
        .status.answered, .status.over { border-color: var(--good); }
        article { border-top: 1px solid var(--line); padding: .7rem 0; }
        article p { white-space: pre-line; }
        a { color: var(--main); display: inline-block; padding: .3rem 1rem .3rem 0; }
        form { display: grid; gap: .6rem; grid-template-columns: 1fr 1fr; margin: 1rem 0; }
        .wide { grid-column: 1 / -1; }
        button, input, select { font: inherit; width: 100%; min-height: 3rem; border-radius: .5rem;
          border: 1px solid var(--soft); background: var(--back); color: var(--text); padding: .4rem .7rem; }
        button { font-weight: 600; cursor: pointer; }
        button.main { background: var(--main); border-color: var(--main); color: var(--on-main); min-height: 3.8rem; }
        :focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
        ol { list-style: none; margin: 0; padding: 0; }
        li { border-top: 1px solid var(--line); padding: .5rem 0; }
        summary { cursor: pointer; min-height: 3rem; padding: .6rem 0; }
        """;

    public static string Hash { get; } =
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
}
