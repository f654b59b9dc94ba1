using Tureen.Engine.Events;
using Tureen.Engine.Forwarding.Observers;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The options, requests and notifications of observers of audio levels.</summary>
internal static class RtpObserverMessages
{
    public static string ReadProducerId(FlatTable table) => table.RequiredString(0);

    public static AudioLevelObserverCoreOptions ReadAudioLevelOptions(FlatTable table)
    {
        FlatTable options = table.RequiredTable(1);
        return new AudioLevelObserverCoreOptions
        {
            Id = table.RequiredString(0),
            MaxEntries = options.UInt16(0),
            Threshold = options.Int8(1),
            Interval = TimeSpan.FromMilliseconds(options.UInt16(2)),
        };
    }

    public static ActiveSpeakerObserverCoreOptions ReadActiveSpeakerOptions(FlatTable table) => new()
    {
        Id = table.RequiredString(0),
        Interval = TimeSpan.FromMilliseconds(table.RequiredTable(1).UInt16(0)),
    };

    public static FlatOffset WriteVolumes(FlatWriter writer, AudioLevelVolume[] volumes)
    {
        writer.Begin();
        writer.Tables(0, volumes, static (writer, volume) =>
        {
            writer.Begin();
            writer.String(0, volume.ProducerId);
            writer.Int8(1, (sbyte)volume.Volume);
            return writer.End();
        });
        return writer.End();
    }

    public static FlatOffset WriteDominantSpeaker(FlatWriter writer, string producerId)
    {
        writer.Begin();
        writer.String(0, producerId);
        return writer.End();
    }
}
