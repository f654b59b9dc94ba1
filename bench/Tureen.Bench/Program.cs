using Tureen.Bench;
using Tureen.Bench.Congestion;
using Tureen.Bench.Data;
using Tureen.Bench.Fanout;
using Tureen.Bench.Forwarding;
using Tureen.Bench.Memory;
using Tureen.Bench.Micro;
using Tureen.Bench.Rooms;
using Tureen.Bench.Sctp;
using Tureen.Bench.Transports;
using Tureen.Bench.Workers;

string command = args.Length > 0 ? args[0] : string.Empty;
if (args.Any(static argument => argument is "--help" or "-h"))
{
    Console.WriteLine(Help.Of(command) ?? Help.Usage);
    return 0;
}

try
{
    switch (command)
    {
        case "fanout":
            await FanoutCommand.RunAsync(FanoutOptions.Parse(args.AsSpan(1)));
            return 0;
        case "data":
            await DataCommand.RunAsync(DataOptions.Parse(args.AsSpan(1)));
            return 0;
        case "engine":
            EngineCommand.Run(EngineOptions.Parse(args.AsSpan(1)));
            return 0;
        case "layers":
            LayersCommand.Run(consumers: 9);
            return 0;
        case "sctp":
            SctpCommand.Run(SctpOptions.Parse(args.AsSpan(1)));
            return 0;
        case "transports":
            TransportsCommand.Run(count: 1000);
            return 0;
        case "memory":
            await MemoryCommand.RunAsync(MemoryOptions.Parse(args.AsSpan(1)));
            return 0;
        case "rooms":
            await RoomsCommand.RunAsync(RoomsOptions.Parse(args.AsSpan(1)));
            return 0;
        case RoomsCommand.ClientsName:
            await RoomClients.RunAsync(args[1]);
            return 0;
        case "congestion":
            CongestionCommand.Run(CongestionOptions.Parse(args.AsSpan(1)));
            return 0;
        case "worker":
            WorkerCommand.Run(WorkerOptions.Parse(args.AsSpan(1)));
            return 0;
        case "micro":
            MicroCommand.Run(MicroOptions.Parse(args.AsSpan(1)));
            return 0;
        default:
            Console.Error.WriteLine(command.Length == 0 ? Help.Usage : $"There is no command '{command}'.\n\n{Help.Usage}");
            return 2;
    }
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{command}: {wrong.Message}\n\n{Help.Of(command)}");
    return 2;
}
