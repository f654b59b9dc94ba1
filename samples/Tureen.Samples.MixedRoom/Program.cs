using Tureen.Samples.MixedRoom;

// Both halves of the room send, and each sees the other. A real server gets the messages of its clients over WebSockets instead.
await using MixedRoom room = new();
Console.WriteLine(await room.ShowV2ToV3Async());
Console.WriteLine(await room.ShowV3ToV2Async());
