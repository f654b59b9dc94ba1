using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The SCTP association that an endpoint offers (RFC 8831).</summary>
[JsonConverter(typeof(OrtcJsonConverter<SctpParameters>))]
public sealed class SctpParameters : IOrtcJson<SctpParameters>
{
    /// <summary>The SCTP port; 5000.</summary>
    public required int Port { get; set; }

    /// <summary>The greatest message the endpoint sends, in bytes. Absent from servers before 3.20.</summary>
    public long? MaxSendMessageSize { get; set; }

    /// <summary>The greatest message the endpoint accepts, in bytes. Absent from servers before 3.20.</summary>
    public long? MaxReceiveMessageSize { get; set; }

    /// <summary>The send buffer of the association, in bytes.</summary>
    public long? SendBufferSize { get; set; }

    /// <summary>The send queue of one stream, in bytes.</summary>
    public long? PerStreamSendQueueLimit { get; set; }

    /// <summary>The receive window, in bytes.</summary>
    public long? MaxReceiverWindowBufferSize { get; set; }

    /// <summary>Whether the streams are WebRTC data channels; true on a WebRtcTransport alone.</summary>
    public bool? IsDataChannel { get; set; }

    /// <summary>The number of outgoing streams, for clients before 3.20; 65535.</summary>
    public int? Os { get; set; }

    /// <summary>The number of incoming streams, for clients before 3.20; 65535.</summary>
    public int? Mis { get; set; }

    /// <summary>The same as <see cref="MaxReceiveMessageSize"/>, for clients before 3.20.</summary>
    public long? MaxMessageSize { get; set; }

    /// <inheritdoc/>
    public static SctpParameters FromJson(JsonElement json) => JsonFields.Read(json, "sctpParameters", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("port", Port);
        writer.WriteOptional("maxSendMessageSize", MaxSendMessageSize);
        writer.WriteOptional("maxReceiveMessageSize", MaxReceiveMessageSize);
        writer.WriteOptional("sendBufferSize", SendBufferSize);
        writer.WriteOptional("perStreamSendQueueLimit", PerStreamSendQueueLimit);
        writer.WriteOptional("maxReceiverWindowBufferSize", MaxReceiverWindowBufferSize);
        writer.WriteOptional("isDataChannel", IsDataChannel);
        writer.WriteOptional("OS", Os);
        writer.WriteOptional("MIS", Mis);
        writer.WriteOptional("maxMessageSize", MaxMessageSize);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public SctpParameters Clone() => (SctpParameters)MemberwiseClone();

    private static SctpParameters Read(JsonFields fields)
    {
        return new SctpParameters
        {
            Port = (int)fields.RequiredInteger("port", 0, 65535),
            MaxSendMessageSize = fields.OptionalInteger("maxSendMessageSize", 0, 1L << 53),
            MaxReceiveMessageSize = fields.OptionalInteger("maxReceiveMessageSize", 0, 1L << 53),
            SendBufferSize = fields.OptionalInteger("sendBufferSize", 0, 1L << 53),
            PerStreamSendQueueLimit = fields.OptionalInteger("perStreamSendQueueLimit", 0, 1L << 53),
            MaxReceiverWindowBufferSize = fields.OptionalInteger("maxReceiverWindowBufferSize", 0, 1L << 53),
            IsDataChannel = fields.OptionalBoolean("isDataChannel"),
            Os = fields.OptionalInt32("OS"),
            Mis = fields.OptionalInt32("MIS"),
            MaxMessageSize = fields.OptionalInteger("maxMessageSize", 0, 1L << 53),
        };
    }
}
