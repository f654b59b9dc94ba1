using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What the server sent about its DataConsumer.</summary>
public sealed class DataConsumerOptions
{
    /// <summary>The id of the server's DataConsumer; mandatory.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the DataProducer that is consumed; mandatory.</summary>
    public string? DataProducerId { get; init; }

    /// <summary>The SCTP stream on which the server sends; mandatory.</summary>
    public SctpStreamParameters? SctpStreamParameters { get; init; }

    /// <summary>The label of the channel.</summary>
    public string Label { get; init; } = "";

    /// <summary>The subprotocol of the channel.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The application's own data.</summary>
    public Dictionary<string, object?> AppData { get; init; } = [];

    /// <summary>Reads what a server sends about its DataConsumer: id, dataProducerId, sctpStreamParameters, label, protocol.</summary>
    /// <param name="json">Any JSON value, also one from an untrusted peer.</param>
    /// <returns>The options; other members are left out.</returns>
    /// <exception cref="MediasoupTypeException">Something has the wrong shape.</exception>
    public static DataConsumerOptions FromJson(JsonElement json) => new()
    {
        Id = OptionsJson.Text(json, "id"),
        DataProducerId = OptionsJson.Text(json, "dataProducerId"),
        SctpStreamParameters = OptionsJson.Read<SctpStreamParameters>(json, "sctpStreamParameters"),
        Label = OptionsJson.Text(json, "label") ?? "",
        Protocol = OptionsJson.Text(json, "protocol") ?? "",
    };
}
