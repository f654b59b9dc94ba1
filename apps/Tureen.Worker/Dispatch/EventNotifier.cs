using System.Globalization;
using Tureen.Engine.Events;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Notifies the application of the events of the engine.</summary>
internal sealed class EventNotifier(ChannelOutput output, ChannelLog log, EngineLog engineLog)
{
    private const string Place = "Worker::contain";

    private readonly FlatWriter _writer = new();

    /// <summary>The worker takes requests from now on.</summary>
    public void NotifyRunning()
    {
        _writer.Clear();
        output.Send(OutgoingMessage.Notify(
            _writer, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), NotificationEvent.WorkerRunning));
    }

    public void Notify(EngineEvent engineEvent)
    {
        if (output.IsOverfull && (engineEvent.IsTrace || engineEvent.DataLength >= 0 || engineEvent.Report != ReportKind.None))
        {
            return;
        }

        // The events themselves are part of the log.
        if (engineLog.IsOn && engineEvent.Describe(engineLog) is { } line)
        {
            log.Write(line);
        }

        if (engineEvent is EngineLogEvent logged)
        {
            log.Write(logged);
            return;
        }

        if (engineEvent is EngineFaultEvent fault)
        {
            log.Error(Place, $"{fault.Text}: {fault.Error}");
            return;
        }

        if (engineEvent is TransportFailedEvent failed)
        {
            log.Error(Place, $"transport closed, because its packets made the worker fail too often [transportId:{failed.TargetId}]");
            return;
        }

        _writer.Clear();
        output.Send(EventMessages.WriteNegotiatedCapabilities(_writer, engineEvent));
        _writer.Clear();
        output.Send(EventMessages.Write(_writer, engineEvent));
    }
}
