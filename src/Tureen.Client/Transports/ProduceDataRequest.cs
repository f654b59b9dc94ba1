using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What the server must know in order to make a DataProducer.</summary>
/// <param name="SctpStreamParameters">The stream, without label and protocol.</param>
/// <param name="Label">The label.</param>
/// <param name="Protocol">The subprotocol.</param>
/// <param name="AppData">The application's own data of the DataProducer.</param>
public sealed record ProduceDataRequest(SctpStreamParameters SctpStreamParameters, string Label, string Protocol, Dictionary<string, object?> AppData);
