using Tureen.Engine.DataChannels;
using Tureen.Engine.Transports;

namespace Tureen;

public sealed partial class DataProducer
{
    /// <summary>Sends a string to the data consumers. Only on a DirectTransport; elsewhere it does nothing.</summary>
    /// <param name="message">The string.</param>
    /// <param name="ppid">SCTP payload protocol identifier; 51, or 56 for an empty string, unless set.</param>
    /// <param name="subchannels">Only for subscribers of any of these; for all when null or empty.</param>
    /// <param name="requiredSubchannel">Only for subscribers of this one.</param>
    /// <param name="ignoredSubchannel">Not for subscribers of this one.</param>
    /// <exception cref="MediasoupTypeException">The message is null, or longer than the transport's <c>maxReceiveMessageSize</c>; such a one is counted as dropped.</exception>
    public void Send(
        string message,
        uint? ppid = null,
        IReadOnlyList<int>? subchannels = null,
        int? requiredSubchannel = null,
        int? ignoredSubchannel = null) =>
        Send(OutgoingData.Of(Check.Given(message), ppid), subchannels, requiredSubchannel, ignoredSubchannel);

    /// <summary>Sends bytes to the data consumers. Only on a DirectTransport; elsewhere it does nothing.</summary>
    /// <param name="message">The bytes, which are copied.</param>
    /// <param name="ppid">SCTP payload protocol identifier; 53, or 57 for no bytes, unless set.</param>
    /// <param name="subchannels">Only for subscribers of any of these; for all when null or empty.</param>
    /// <param name="requiredSubchannel">Only for subscribers of this one.</param>
    /// <param name="ignoredSubchannel">Not for subscribers of this one.</param>
    /// <exception cref="MediasoupTypeException">They are more than the transport's <c>maxReceiveMessageSize</c>; such a message is counted as dropped.</exception>
    public void Send(
        ReadOnlySpan<byte> message,
        uint? ppid = null,
        IReadOnlyList<int>? subchannels = null,
        int? requiredSubchannel = null,
        int? ignoredSubchannel = null) =>
        Send(OutgoingData.Of(message, ppid), subchannels, requiredSubchannel, ignoredSubchannel);

    private void Send(OutgoingData data, IReadOnlyList<int>? subchannels, int? required, int? ignored)
    {
        if (Closed)
        {
            return;
        }

        if (_transportCore is not DirectTransportCore transport)
        {
            _log.Warn("send() | only on a DirectTransport");
            return;
        }

        if (data.Payload.Length > transport.Data.Options.MaxReceiveMessageSize)
        {
            _transport.Channel.Send((_, _) => transport.DropTooLongMessage());
            throw new MediasoupTypeException(
                $"a message of {data.Payload.Length} bytes exceeds the maxReceiveMessageSize of the transport, {transport.Data.Options.MaxReceiveMessageSize}");
        }

        ushort[] forSubscribers = DataSubchannels.Resolve(subchannels);
        _transport.Channel.Send((now, sink) =>
        {
            var message = new DataMessage
            {
                Ppid = data.Ppid,
                Payload = data.Payload,
                Subchannels = forSubscribers,
                RequiredSubchannel = (ushort?)required,
                IgnoredSubchannel = (ushort?)ignored,
            };
            transport.HandleProducerMessage(now, _core, message, sink);
        });
    }
}
