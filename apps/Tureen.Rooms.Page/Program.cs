using Tureen.Rooms.Page;

Document.SetTitle($".NET {Environment.Version}");
