using System.Security.Cryptography;
using System.Text;

namespace Alerting.Answers;

/// <summary>The page's style, which its content security policy names by hash.</summary>
internal static class AnswerStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de;
          --card: #f6f8fa; --main: #0a5bc4; --on-main: #fff; --bad: #b3261e; --warn: #8a5300; --good: #1a6e35; }
        @media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --soft: #a3adb8;
          --line: #3d444d; --card: #161b22; --main: #58a6ff; --on-main: #0d1117; --bad: #ff8a80; --warn: #f0b429;
          --good: #6fdd8b; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 17px/1.45 system-ui, sans-serif;
          -webkit-text-size-adjust: 100%; }
        main { max-width: 40rem; margin: 0 auto; padding: 1rem max(1rem, env(safe-area-inset-left)) 3rem;
          overflow-wrap: anywhere; }
        header { border-top: .35rem solid var(--main); border-radius: .2rem; padding-top: .5rem; }
        header.critical, header.error { border-color: var(--bad); }
        header.warning { border-color: var(--warn); }
        header.over { border-color: var(--good); }
        h1 { font-size: 1.35rem; line-height: 1.25; margin: .3rem 0 .5rem; }
        h2 { font-size: 1rem; margin: 0 0 .4rem; }
        p { margin: .3rem 0; }
        section { margin-top: 1.6rem; }
        .soft, dl { color: var(--soft); font-size: .92rem; }
        .numbers { font-size: 1.15rem; font-weight: 600; }
        svg { display: block; width: 100%; height: 3rem; margin: .4rem 0; overflow: visible; }
        polyline { fill: none; stroke: var(--main); stroke-width: 2.5; stroke-linejoin: round;
          vector-effect: non-scaling-stroke; }
        .limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 4; vector-effect: non-scaling-stroke; }
        .status { border-left: .35rem solid var(--bad); border-radius: .2rem; background: var(--card);
          padding: .7rem .8rem; margin: .9rem 0; }
        .status.answered, .status.over { border-color: var(--good); }
        article { border-top: 1px solid var(--line); padding: .8rem 0; }
        article p { white-space: pre-line; }
        a { color: var(--main); }
        .links { display: flex; flex-wrap: wrap; gap: .5rem; }
        .links a { border: 1px solid var(--line); border-radius: .5rem; background: var(--card); padding: .6rem .9rem;
          min-height: 2.75rem; text-decoration: none; font-weight: 600; }
        dl { margin: .5rem 0 0; }
        dt, dd { display: inline; margin: 0; }
        dt::after { content: ":"; }
        form { display: grid; gap: .6rem; grid-template-columns: 1fr 1fr; margin: 1rem 0; }
        .wide { grid-column: 1 / -1; }
        label { display: block; }
        button, input, select { font: inherit; width: 100%; min-height: 3rem; border-radius: .5rem;
          border: 1px solid var(--soft); background: var(--back); color: var(--text); padding: .4rem .7rem; }
        button { font-weight: 600; cursor: pointer; }
        button.main { background: var(--main); border-color: var(--main); color: var(--on-main); min-height: 3.8rem;
          font-size: 1.15rem; }
        details button { margin-top: .6rem; border-color: var(--bad); color: var(--bad); }
        :focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
        ol { list-style: none; margin: 0; padding: 0; }
        li { border-top: 1px solid var(--line); padding: .5rem 0; display: grid; gap: 0 .7rem;
          grid-template-columns: minmax(5.5rem, auto) 1fr; }
        li.answer { font-weight: 600; }
        time { color: var(--soft); font-size: .92rem; font-weight: 400; }
        summary { cursor: pointer; min-height: 3rem; padding: .7rem 0; color: var(--soft); }
        @media (max-width: 359px) { form { grid-template-columns: 1fr; } li { grid-template-columns: 1fr; } }
        @media print { form { display: none; } body { font-size: 11pt; } a::after { content: " " attr(href); } }
        """;

    public static string Hash { get; } =
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
}
