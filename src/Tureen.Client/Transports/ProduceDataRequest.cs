using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What the server must know in order to make a DataProducer.</summary>
/// <param name="SctpStreamParameters">The stream, without label and protocol.</param>
/// <param name="Label">The label.</param>
/// <param name="Protocol">The subprotocol.</param>
/// <param name="AppData">The application's own data of the DataProducer.</param>
public sealed record ProduceDataRequest(
    [property: JsonPropertyName("sctpStreamParameters")] SctpStreamParameters SctpStreamParameters,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("protocol")] string Protocol,
    [property: JsonPropertyName("appData")] Dictionary<string, object?> AppData);
