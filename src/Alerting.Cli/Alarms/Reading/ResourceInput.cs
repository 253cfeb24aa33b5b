using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Alerting.Cli.Alarms.Reading;

/// <summary>Recognises and reads a list of resources.</summary>
internal static partial class ResourceInput
{
    private const string Forms =
        "ARNs, one a line; the JSON of `aws resourcegroupstaggingapi get-resources` or of " +
        "`aws cloudformation list-stack-resources`; or a CloudFormation or SAM template";

    public static Inventory Read(ReadOnlyMemory<byte> file)
    {
        var text = Encoding.UTF8.GetString(file.Span).TrimStart('\ufeff');
        if (string.IsNullOrWhiteSpace(text))
            throw new UserException($"The input is empty. Write {Forms}.");
        if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            throw new UserException($"The input is not a text. Write {Forms}.");
        var inventory = new Inventory();
        if (text.TrimStart()[0] is '{' or '[')
            ReadJson(Json(text), inventory);
        else if (TemplateSection().IsMatch(text))
            TemplateResources.Read(TemplateYaml.Parse(text), inventory);
        else
            ArnLines.Read(text, inventory);
        return inventory;
    }

    private static void ReadJson(JsonNode? json, Inventory inventory)
    {
        switch (json)
        {
            case JsonObject template when template["Resources"] is JsonObject:
                TemplateResources.Read(template, inventory);
                break;
            case JsonObject stack when (stack["StackResourceSummaries"] ?? stack["StackResources"]) is JsonArray list:
                StackResources.Read(list, stack, inventory);
                break;
            case JsonArray list when list.Any(item => Texts.Of(item, "ResourceType") is not null):
                StackResources.Read(list, stack: null, inventory);
                break;
            case JsonObject tagged when tagged["ResourceTagMappingList"] is JsonArray list:
                TaggedResources.Read(list, tagged, inventory);
                break;
            case JsonArray arns:
                TaggedResources.Read(arns, page: null, inventory);
                break;
            default:
                throw new UserException($"The JSON is not a list of resources. Write {Forms}.");
        }
    }

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException mistake) when (mistake.Message.StartsWith("Duplicate", StringComparison.Ordinal))
        {
            throw new UserException("The input has a key twice in one JSON object. Remove one.");
        }
        catch (JsonException mistake)
        {
            throw new UserException($"Line {mistake.LineNumber + 1} of the input is not valid JSON. Write {Forms}.");
        }
    }

    [GeneratedRegex(@"^(Resources|AWSTemplateFormatVersion|Transform|['""]Resources['""])\s*:", RegexOptions.Multiline)]
    private static partial Regex TemplateSection();
}
