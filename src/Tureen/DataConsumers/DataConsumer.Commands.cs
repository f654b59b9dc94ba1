using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;

namespace Tureen;

public sealed partial class DataConsumer
{
    /// <summary>Gets the state of the data consumer.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<DataConsumerDump> DumpAsync() =>
        await Request((core, _, _) => core.Dump()).ConfigureAwait(false);

    /// <summary>Gets the statistics of the data consumer.</summary>
    /// <returns>A list of exactly one entry.</returns>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<IReadOnlyList<DataConsumerStats>> GetStatsAsync() =>
        [await Request((core, now, _) => core.GetStats(now)).ConfigureAwait(false)];

    /// <summary>Stops forwarding.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task PauseAsync()
    {
        _log.Debug("pause()");
        await Request(
            (core, _, _) =>
            {
                core.Pause();
                return true;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Forwards again, from the next message on.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ResumeAsync()
    {
        _log.Debug("resume()");
        await Request(
            (core, _, _) =>
            {
                core.Resume();
                return false;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Sets the buffered amount at which <see cref="OnBufferedAmountLow"/> is raised. Over SCTP only.</summary>
    /// <param name="threshold">Bytes; 1024 at first.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The threshold is negative, or the type is direct.</exception>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task SetBufferedAmountLowThresholdAsync(long threshold)
    {
        _log.Debug("setBufferedAmountLowThreshold()");
        RequireSctp();
        Check.That(threshold is >= 0 and <= uint.MaxValue, "invalid threshold");
        await Request((core, now, _) =>
        {
            core.SetBufferedAmountLowThreshold(now, threshold);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Gets how much data waits on the SCTP stream. Over SCTP only.</summary>
    /// <returns>Bytes.</returns>
    /// <exception cref="MediasoupTypeException">The type is direct.</exception>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<long> GetBufferedAmountAsync()
    {
        RequireSctp();
        return await Request((core, _, _) => core.BufferedAmount).ConfigureAwait(false);
    }

    /// <summary>Sends a string of the application's own to the peer. Over SCTP only.</summary>
    /// <param name="message">The string.</param>
    /// <param name="ppid">SCTP payload protocol identifier; 51, or 56 for an empty string, unless set.</param>
    /// <returns>The bytes that wait on the SCTP stream then.</returns>
    /// <exception cref="MediasoupTypeException">The message is null or longer than the transport's maxSendMessageSize, or the type is direct.</exception>
    /// <exception cref="MediasoupException">The buffer is full (<c>sctpsendbufferfull</c>), or the association is closed.</exception>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<long> SendAsync(string message, uint? ppid = null) =>
        await SendAsync(OutgoingData.Of(Check.Given(message), ppid)).ConfigureAwait(false);

    /// <summary>Sends bytes of the application's own to the peer. Over SCTP only.</summary>
    /// <param name="message">The bytes, which are copied.</param>
    /// <param name="ppid">SCTP payload protocol identifier; 53, or 57 for no bytes, unless set.</param>
    /// <returns>The bytes that wait on the SCTP stream then.</returns>
    /// <exception cref="MediasoupTypeException">The message is longer than the transport's maxSendMessageSize, or the type is direct.</exception>
    /// <exception cref="MediasoupException">The buffer is full (<c>sctpsendbufferfull</c>), or the association is closed.</exception>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<long> SendAsync(ReadOnlySpan<byte> message, uint? ppid = null) => SendAsync(OutgoingData.Of(message, ppid));

    /// <summary>Subscribes to these subchannels instead of those before.</summary>
    /// <param name="subchannels">The subchannels, modulo 65536.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The subchannels are null.</exception>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task SetSubchannelsAsync(IEnumerable<int> subchannels)
    {
        _log.Debug("setSubchannels()");
        ushort[] resolved = DataSubchannels.Resolve(Check.Given(subchannels));
        await ChangeSubchannels(core => core.SetSubchannels(resolved)).ConfigureAwait(false);
    }

    /// <summary>Subscribes to one more subchannel.</summary>
    /// <param name="subchannel">The subchannel, modulo 65536.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task AddSubchannelAsync(int subchannel)
    {
        _log.Debug("addSubchannel()");
        await ChangeSubchannels(core => core.AddSubchannel(unchecked((ushort)subchannel))).ConfigureAwait(false);
    }

    /// <summary>Unsubscribes from a subchannel.</summary>
    /// <param name="subchannel">The subchannel, modulo 65536.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The data consumer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task RemoveSubchannelAsync(int subchannel)
    {
        _log.Debug("removeSubchannel()");
        await ChangeSubchannels(core => core.RemoveSubchannel(unchecked((ushort)subchannel))).ConfigureAwait(false);
    }

    private static MediasoupException Refusal(SendOutcome outcome) => outcome switch
    {
        SendOutcome.BufferFull or SendOutcome.StreamQueueFull => new MediasoupException("sctpsendbufferfull"),
        SendOutcome.TooLong => new MediasoupTypeException("message exceeds the maxSendMessageSize of the transport"),
        SendOutcome.Empty => new MediasoupTypeException("a message with this ppid cannot be empty"),
        _ => new MediasoupException("the SCTP association is not open"),
    };

    private async Task<long> SendAsync(OutgoingData data)
    {
        RequireSctp();
        Check.That(
            data.Payload.Length <= _transportCore.Data.Options.MaxSendMessageSize,
            "message exceeds the maxSendMessageSize of the transport");
        return await Request((core, now, sink) =>
        {
            SendOutcome outcome = core.Send(now, data.Ppid, data.Payload, sink);
            return outcome == SendOutcome.Queued ? core.BufferedAmount : throw Refusal(outcome);
        }).ConfigureAwait(false);
    }

    private void RequireSctp() =>
        Check.That(Type == DataConsumerType.Sctp, "not allowed on a data consumer of type direct");

    private Task<IReadOnlyList<int>> ChangeSubchannels(Action<DataConsumerCore> change) => Request(
        (core, _, _) =>
        {
            change(core);
            return core.Subchannels;
        },
        subchannels => _subchannels = subchannels);

    /// <summary>On the worker's thread.</summary>
    internal DataConsumerCore Alive() => _core.IsClosed ? throw new NotFoundException($"DataConsumer not found [dataConsumerId:{Id}]") : _core;

    private Task<T> Request<T>(Func<DataConsumerCore, Timestamp, IDatagramSink, T> command, Func<T, T>? onAnswer = null) =>
        _transport.Channel.RequestAsync(
            (now, sink) => command(
                Alive(), now, sink),
            onAnswer ?? (static answer => answer));
}
