using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>
/// Source-generated JSON metadata of scores, dumps, statistics and traces, with mediasoup's member names, for trimmed and
/// ahead-of-time compiled programs.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ProducerScore>))]
[JsonSerializable(typeof(ConsumerScore))]
[JsonSerializable(typeof(ConsumerLayers))]
[JsonSerializable(typeof(ProducerVideoOrientation))]
[JsonSerializable(typeof(ProducerLayersWanted))]
[JsonSerializable(typeof(TransportTupleInfo))]
[JsonSerializable(typeof(WorkerDump))]
[JsonSerializable(typeof(WorkerResourceUsage))]
[JsonSerializable(typeof(RouterDump))]
[JsonSerializable(typeof(TransportDump))]
[JsonSerializable(typeof(WebRtcTransportDump))]
[JsonSerializable(typeof(PlainTransportDump))]
[JsonSerializable(typeof(PipeTransportDump))]
[JsonSerializable(typeof(DirectTransportDump))]
[JsonSerializable(typeof(ProducerDump))]
[JsonSerializable(typeof(ConsumerDump))]
[JsonSerializable(typeof(DataProducerDump))]
[JsonSerializable(typeof(DataConsumerDump))]
[JsonSerializable(typeof(IReadOnlyList<TransportStats>))]
[JsonSerializable(typeof(IReadOnlyList<WebRtcTransportStats>))]
[JsonSerializable(typeof(IReadOnlyList<PlainTransportStats>))]
[JsonSerializable(typeof(IReadOnlyList<PipeTransportStats>))]
[JsonSerializable(typeof(IReadOnlyList<DirectTransportStats>))]
[JsonSerializable(typeof(IReadOnlyList<InboundRtpStats>))]
[JsonSerializable(typeof(IReadOnlyList<RtpStats>))]
[JsonSerializable(typeof(IReadOnlyList<DataProducerStats>))]
[JsonSerializable(typeof(IReadOnlyList<DataConsumerStats>))]
[JsonSerializable(typeof(TransportTrace))]
[JsonSerializable(typeof(ProducerTrace))]
[JsonSerializable(typeof(ConsumerTrace))]
[JsonSerializable(typeof(IceState))]
[JsonSerializable(typeof(DtlsState))]
[JsonSerializable(typeof(SctpState))]
[JsonSerializable(typeof(SctpNegotiatedCapabilities))]
[JsonSerializable(typeof(DataProducerType))]
[JsonSerializable(typeof(DataConsumerType))]
[JsonSerializable(typeof(TransportType))]
[JsonSerializable(typeof(RtpObserverType))]
public sealed partial class TureenJsonContext : JsonSerializerContext;
