using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Cuts an alert to what the state has room for. The first alerts of a group keep what people read; a message about a
/// crowd has no room for it anyway.
/// </summary>
public static class StoredAlert
{
    private const int InDetail = 12;

    /// <summary>The sentence that says how many links are left out.</summary>
    private const int NoteLength = 60;

    internal static Alert Of(Alert alert, GroupDraft group) => Cut(alert, group.Entries.Length);

    /// <param name="place">How many are stored already.</param>
    /// <param name="inDetail">From which place on little more than the name is kept.</param>
    public static Alert Cut(Alert alert, int place, int inDetail = InDetail)
    {
        var room = AlertSizeLimits.Of(place, inDetail);
        alert = WithRunbookAsLink(alert);
        var labels = AlertTruncation.Fit(alert.Labels, room.Labels, out var weight);
        var cut = CutEach(alert, labels, room);
        if (weight + JsonSize.WithoutLabels(cut) > room.Bytes)
            foreach (var sacrifice in AlertTruncation.TruncationOrder)
                if (JsonSize.Of(cut) > room.Bytes - NoteLength)
                    cut = sacrifice(cut, room.Bytes);
                else
                    break;
        return room.IsBrief ? cut : WithNote(cut, alert.Signal.Links.Count - cut.Signal.Links.Count);
    }

    /// <summary>It stands at the end of a description as often as not, where it would be cut first.</summary>
    private static Alert WithRunbookAsLink(Alert alert)
    {
        var runbook = Runbook.Find(alert.Signal.Description);
        return runbook.Link is not { } link ? alert
            : alert with { Signal = alert.Signal with { Description = runbook.Rest, Links = [link, .. alert.Signal.Links] } };
    }

    private static Alert CutEach(Alert alert, IReadOnlyDictionary<string, string> labels, AlertSizeLimits room)
    {
        var signal = alert.Signal;
        return alert with
        {
            Labels = labels,
            Signal = signal with
            {
                Name = TextCut.To(signal.Name, 256),
                Title = TextCut.To(signal.Title, 256),
                // The fingerprint stands for it.
                Identity = "",
                EventKey = TextCut.To(signal.EventKey, 300),
                Claims = [],
                Fallback = null,
                Labels = NoLabels,
                Summary = TextCut.To(signal.Summary, room.Text),
                Description = room.IsBrief ? null : TextCut.To(signal.Description, room.Text),
                Facts = AlertTruncation.First(signal.Facts, room.Facts, fact => fact.Value.Length <= room.Fact, fact => fact with { Value = TextCut.To(fact.Value, room.Fact) }),
                Links = AlertTruncation.First(signal.Links, room.Links, link => link.Url.Length <= room.Url, _ => null),
                Samples = AlertTruncation.First(signal.Samples, room.Samples, sample => sample.Length <= room.Sample, sample => TextCut.To(sample, room.Sample)),
                Problems = AlertTruncation.First(signal.Problems, room.Samples, problem => problem.Length <= 200, problem => TextCut.To(problem, 200)),
                Measurement = room.IsBrief ? null : signal.Measurement,
            },
        };
    }

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    private static Alert WithNote(Alert cut, int links) => links <= 0 ? cut : cut with
    {
        Signal = cut.Signal with
        {
            Problems = [.. cut.Signal.Problems, links == 1 ? "1 link is left out: there is no room for it." : $"{links} links are left out: there is no room for them."],
        },
    };
}
