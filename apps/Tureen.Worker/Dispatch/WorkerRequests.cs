using Tureen.Engine.Routing;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Hosting;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>What is asked of the worker itself.</summary>
internal sealed class WorkerRequests(WorkerCore worker, WorkerArguments settings, ChannelLog log)
{
    public Answer Handle(in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.WorkerDump:
                return new Answer(ResponseBody.WorkerDump, WriteDump(context.Writer));
            case RequestMethod.WorkerGetResourceUsage:
                return new Answer(ResponseBody.WorkerResourceUsage, WriteResourceUsage(context.Writer));
            case RequestMethod.WorkerUpdateSettings:
                UpdateSettings(context);
                return Answer.Done;
            case RequestMethod.WorkerCreateRouter:
                worker.CreateRouter(context.ReadId());
                return Answer.Done;
            case RequestMethod.WorkerCloseRouter:
                CloseRouter(context);
                return Answer.Done;
            default:
                return context.Unknown();
        }
    }

    private static FlatOffset WriteResourceUsage(FlatWriter writer)
    {
        long[] usage = ResourceUsage.Read();
        writer.Begin();
        for (int i = 0; i < usage.Length; i++)
        {
            writer.Count(i, usage[i]);
        }

        return writer.End();
    }

    private FlatOffset WriteDump(FlatWriter writer)
    {
        WorkerDump dump = worker.Dump(Environment.ProcessId);
        writer.Begin();
        writer.UInt32(0, (uint)dump.Pid);
        writer.Strings(1, dump.WebRtcServerIds);
        writer.Strings(2, dump.RouterIds);
        writer.Begin();
        writer.Strings(0, dump.ChannelMessageHandlers.ChannelRequestHandlers);
        writer.Strings(1, dump.ChannelMessageHandlers.ChannelNotificationHandlers);
        writer.Table(3, writer.End());
        return writer.End();
    }

    private void UpdateSettings(in RequestContext context)
    {
        string? level = context.Body.String(0);
        string[]? tags = context.Body.Has(1) ? context.Body.Strings(1) : null;
        context.ThrowIfMalformed();
        try
        {
            if (level is not null)
            {
                settings.Log.SetLevel(level);
            }
        }
        catch (SettingsException error)
        {
            throw new MediasoupTypeException(error.Message, error);
        }

        if (tags is not null)
        {
            settings.Log.SetTags(tags);
        }

        WorkerSettingsLog.Tell(log, settings);
    }

    private void CloseRouter(in RequestContext context)
    {
        if (!worker.Routers.TryGetValue(context.ReadId(), out RouterCore? router))
        {
            throw new NotFoundException($"Router not found [method:{RequestNames.Of(context.Method)}]");
        }

        router.Close(context.Now, context.Sink);
    }
}
