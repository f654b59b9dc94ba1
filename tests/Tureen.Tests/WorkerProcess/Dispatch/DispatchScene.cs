using System.Buffers.Binary;
using Tureen.Engine.Events;
using Tureen.Testing.Simulation;
using Tureen.Testing.WorkerProcess;
using Tureen.Tests.WorkerProcess.Channel;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.Tests.WorkerProcess.Dispatch;

/// <summary>A worker behind the channel, without sockets and without a process: requests go in, answers and notifications come out.</summary>
internal sealed class DispatchScene : IDisposable
{
    private readonly VirtualWorld _world = new(7);
    private readonly SimulatedServer _server;
    private readonly FakeDescriptor _descriptor = new();
    private readonly ChannelOutput _output;
    private readonly MessageDispatcher _dispatcher;
    private readonly EventNotifier _notifier;
    private readonly FlatReading _reading = new();
    private int _taken;
    private uint _lastId;

    public DispatchScene()
    {
        _server = new SimulatedServer(_world);
        _output = new ChannelOutput(_descriptor);
        WorkerArguments settings = WorkerArguments.Parse([]);
        var log = new ChannelLog(_output, settings.Log);
        _notifier = new EventNotifier(_output, log, _server.Worker.Context.Log);
        _dispatcher = new MessageDispatcher(_server.Worker, settings, ChannelSchema.Newest, _output, log, static () => { });
    }

    public FlatReading Reading => _reading;

    /// <summary>Asks and gives the body of the answer; nothing where the answer is no more than that it was done.</summary>
    public FlatTable Ask(RequestMethod method, string handlerId, Func<FlatWriter, FlatOffset>? body = null)
    {
        FlatTable response = AskAny(method, handlerId, body);
        Assert.True(response.Bool(1), response.String(5));
        return response.Table(3);
    }

    /// <summary>Asks what is refused; gives the kind of the error and the reason.</summary>
    public (string? Error, string? Reason) AskInVain(RequestMethod method, string handlerId, Func<FlatWriter, FlatOffset>? body = null)
    {
        FlatTable response = AskAny(method, handlerId, body);
        Assert.False(response.Bool(1));
        return (response.String(4), response.String(5));
    }

    public void Notify(NotificationEvent name, NotificationBody kind, string handlerId, Func<FlatWriter, FlatOffset> body) =>
        Handle(SampleRequests.WriteNotification(name, kind, handlerId, body));

    public void Handle(ReadOnlySpan<byte> message)
    {
        _dispatcher.Handle(_world.Now, message, _server.Sink);
        while (_server.Worker.TryDequeueEvent(out EngineEvent engineEvent))
        {
            _notifier.Notify(engineEvent);
        }

        _output.Flush();
    }

    /// <summary>The next notification of that event; skips messages before it.</summary>
    public FlatTable TakeNotification(NotificationEvent name)
    {
        while (true)
        {
            FlatTable message = Take();
            Assert.Equal((byte)MessageBody.Notification, message.UInt8(0));
            FlatTable notification = message.RequiredTable(1);
            if (notification.UInt8(1) == (byte)name)
            {
                return notification.Table(3);
            }
        }
    }

    /// <summary>Kinds of all messages that were sent since the last call.</summary>
    public List<MessageBody> TakeAll()
    {
        List<MessageBody> kinds = [];
        while (_taken < _descriptor.Written.Length)
        {
            kinds.Add((MessageBody)Take().UInt8(0));
        }

        return kinds;
    }

    public void Dispose() => _server.Dispose();

    private FlatTable AskAny(RequestMethod method, string handlerId, Func<FlatWriter, FlatOffset>? body)
    {
        Handle(SampleRequests.Write(++_lastId, method, handlerId, body));
        FlatTable message = Take();
        Assert.Equal((byte)MessageBody.Response, message.UInt8(0));
        FlatTable response = message.RequiredTable(1);
        Assert.Equal(_lastId, response.UInt32(0));
        Assert.Null(_reading.Fault);
        return response;
    }

    private FlatTable Take()
    {
        byte[] all = _descriptor.Written;
        int length = BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(_taken));
        ReadOnlySpan<byte> message = all.AsSpan(_taken + 4, length);
        _taken += 4 + length;
        return _reading.Open(message);
    }
}
