using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Grouping.Storage;

/// <summary>
/// Truncates an alert to fit the stored state. The first alerts of a group keep their details; a message about many has
/// no room for them anyway.
/// </summary>
public static class StoredAlert
{
    private const int InDetail = 12;

    /// <summary>Bytes reserved for the sentence about links left out.</summary>
    private const int NoteLength = 60;

    internal static Alert Of(Alert alert, GroupDraft group) => Cut(alert, group.Entries.Length);

    /// <param name="place">How many alerts are stored already.</param>
    /// <param name="inDetail">The place beyond which little more than the name is kept.</param>
    public static Alert Cut(Alert alert, int place, int inDetail = InDetail)
    {
        var limits = AlertSizeLimits.Of(place, inDetail);
        alert = WithRunbookAsLink(alert);
        var labels = AlertTruncation.Fit(alert.Labels, limits.Labels, out var size);
        var cut = CutEach(alert, labels, limits);
        if (size + JsonSize.WithoutLabels(cut) > limits.Bytes)
        {
            foreach (var truncate in AlertTruncation.TruncationOrder)
            {
                if (JsonSize.Of(cut) > limits.Bytes - NoteLength)
                    cut = truncate(cut, limits.Bytes);
                else
                    break;
            }
        }
        return limits.IsBrief ? cut : WithNote(cut, alert.Signal.Links.Count - cut.Signal.Links.Count);
    }

    /// <summary>A runbook often ends the description, where it would be cut first.</summary>
    private static Alert WithRunbookAsLink(Alert alert)
    {
        var runbook = Runbook.Find(alert.Signal.Description);
        return runbook.Link is not { } link ? alert
            : alert with
                { Signal = alert.Signal with { Description = runbook.Rest, Links = [link, .. alert.Signal.Links] } };
    }

    private static Alert CutEach(Alert alert, IReadOnlyDictionary<string, string> labels, AlertSizeLimits limits)
    {
        var signal = alert.Signal;
        return alert with
        {
            Labels = labels,
            Signal = signal with
            {
                Name = TextCut.To(signal.Name, 256),
                Title = TextCut.To(signal.Title, 256),
                // Replaced by the fingerprint.
                Identity = "",
                EventKey = TextCut.To(signal.EventKey, 300),
                Claims = [],
                Fallback = null,
                Labels = NoLabels,
                Summary = TextCut.To(signal.Summary, limits.Text),
                Description = limits.IsBrief ? null : TextCut.To(signal.Description, limits.Text),
                Facts = AlertTruncation.First(signal.Facts, limits.Facts, fact => fact.Value.Length <= limits.Fact,
                    fact => fact with { Value = TextCut.To(fact.Value, limits.Fact) }),
                Links = AlertTruncation.First(signal.Links, limits.Links, link => link.Url.Length <= limits.Url,
                    _ => null),
                Samples = AlertTruncation.First(signal.Samples, limits.Samples,
                    sample => sample.Length <= limits.Sample,
                    sample => TextCut.To(sample, limits.Sample)),
                Problems = AlertTruncation.First(signal.Problems, limits.Samples, problem => problem.Length <= 200,
                    problem => TextCut.To(problem, 200)),
                Measurement = limits.IsBrief ? null : signal.Measurement,
            },
        };
    }

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    private static Alert WithNote(Alert cut, int links) => links <= 0 ? cut : cut with
    {
        Signal = cut.Signal with
        {
            Problems =
            [
                .. cut.Signal.Problems,
                links == 1 ? "1 link was left out to save space." : $"{links} links were left out to save space.",
            ],
        },
    };
}
