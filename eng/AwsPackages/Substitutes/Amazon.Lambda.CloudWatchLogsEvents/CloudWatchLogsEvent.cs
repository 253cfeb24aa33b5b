using System.IO.Compression;
using System.Text;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.CloudWatchLogsEvents;

/// <summary>
/// A subscription filter's event: <c>{"awslogs":{"data":"base64 of gzip of JSON"}}</c>.
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html.
/// </summary>
public class CloudWatchLogsEvent
{
    public Log Awslogs { get; set; }

    /// <summary>The compressed batch of log events.</summary>
    public class Log
    {
        [JsonPropertyName("data")]
        public string EncodedData { get; set; }

        /// <summary>
        /// The JSON document inside: <c>{"messageType":"DATA_MESSAGE","logGroup":..,"logEvents":[..]}</c>.
        /// </summary>
        public string DecodeData()
        {
            if (string.IsNullOrEmpty(EncodedData))
            {
                return EncodedData;
            }

            using var packed = new MemoryStream(Convert.FromBase64String(EncodedData));
            using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            using var reader = new StreamReader(unpacked, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }
}
