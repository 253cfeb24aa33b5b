using Alerting.Channels.Templating;
using Alerting.Configuration.Yaml;
using Alerting.Text.Liquid;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>templates:</c> of the file or of a receiver, and reports each fault at its character.</summary>
internal static class TemplateReader
{
    public static MessageTemplates Read(Section owner, Report report)
    {
        var templates = MessageTemplates.None;
        if (owner.Find("templates") is not { } node || Section.Open(node, Keys.Templates, report) is not { } section)
            return templates;
        foreach (var key in TemplateKeys.All)
        {
            if (section.Find(key) is { } given)
                templates = templates.With(key, One(key, given, report));
        }
        return templates;
    }

    private static LiquidTemplate? One(string key, Node node, Report report)
    {
        if (node is not TextNode text)
        {
            report.Error(node.Place, ReceiverErrors.TemplateWithoutQuotes(key));
            return null;
        }
        var source = report.Text(text, key);
        var (template, errors) = LiquidTemplate.Parse(source, TemplateModel.Root);
        // Placeholders move what follows them.
        foreach (var error in errors)
        {
            report.Error(source == text.Text ? text.PlaceOf(error.Offset) : text.Place,
                ReceiverErrors.BadTemplate(error.Text));
        }
        return template;
    }
}
