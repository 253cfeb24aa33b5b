using System.Globalization;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Answers;

/// <summary>The values that an alarm compared, as a line, with its threshold dashed.</summary>
internal sealed class AnswerGraph
{
    private const int MaxValues = 60;
    private const double Width = 300;
    private const double Height = 48;
    private const double Margin = 3;

    private readonly double[] _values;
    private readonly double? _threshold;
    private readonly double _least;
    private readonly double _greatest;

    private AnswerGraph(double[] values, double? threshold)
    {
        (_values, _threshold) = (values, threshold);
        double[] all = threshold is { } limit ? [.. values, limit] : values;
        (_least, _greatest) = (all.Min(), all.Max());
    }

    /// <summary>Empty without at least two values.</summary>
    public static string Of(Measurement? measurement)
    {
        double[] values = measurement is null ? []
            : [.. measurement.Datapoints.Select(point => point.Value).Where(double.IsFinite).TakeLast(MaxValues)];
        if (values.Length < 2)
            return "";
        var unit = measurement!.Unit;
        var (first, last) = (MetricValue.Of(values[0], unit), MetricValue.Of(values[^1], unit));
        var label = $"{measurement.Metric}, {values.Length} values: from {first} to {last}";
        var threshold = measurement.Threshold is { } limit && double.IsFinite(limit) ? limit : (double?)null;
        return new AnswerGraph(values, threshold).Svg(AnswerPage.Text(label));
    }

    /// <summary>The line of a text message without its bars.</summary>
    public static string WithoutBars(string trend) => string.Concat(trend.Where(letter => letter is < '▁' or > '█'))
        .Replace("  ", " ", StringComparison.Ordinal).Trim();

    private string Svg(string label)
    {
        var step = Width / (_values.Length - 1);
        var line = string.Join(' ', _values.Select((value, i) => $"{Text(i * step)},{Y(value)}"));
        var limit = _threshold is { } at
            ? $"<line class=\"limit\" x1=\"0\" x2=\"{Text(Width)}\" y1=\"{Y(at)}\" y2=\"{Y(at)}\"/>" : "";
        return $"<svg viewBox=\"0 0 {Text(Width)} {Text(Height)}\" preserveAspectRatio=\"none\" role=\"img\" " +
            $"aria-label=\"{label}\">{limit}<polyline points=\"{line}\"/></svg>";
    }

    private string Y(double value) => Text(_greatest > _least
        ? Margin + (1 - (value - _least) / (_greatest - _least)) * (Height - 2 * Margin) : Height / 2);

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
